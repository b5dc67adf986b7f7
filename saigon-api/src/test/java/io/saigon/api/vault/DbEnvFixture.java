package io.saigon.api.vault;

import static io.saigon.api.testing.Await.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.saigon.api.error.ConfigurationException;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Settings of one database, by variables and in a store in memory. */
@ExtendWith(VertxExtension.class)
abstract class DbEnvFixture {
  static final String JSON =
      "{\"host\":\"json.example\",\"port\":6000,\"dbname\":\"d\",\"username\":\"u\",\"password\":\"CANARY-json\",\"engine\":\"postgres\"}";
  static final String SECRET =
      "{\"endpoint\":\"secret.example\",\"database\":\"sd\",\"user\":\"su\",\"password\":\"CANARY-secret\",\"sslMode\":\"require\"}";

  final FakeStore store = new FakeStore();
  final Map<String, String> variables = new HashMap<>();
  SecretVault vault;

  @BeforeEach
  void open(Vertx vertx) {
    vault = SecretVault.create(vertx, "v", store);
  }

  DbEnv env() {
    return DbEnv.prefixed("ORDERS").withEnvironment(variables);
  }

  void singles() {
    variables.put("ORDERS_DB_ENDPOINT", "var.example");
    variables.put("ORDERS_DB_DATABASE", "vd");
    variables.put("ORDERS_DB_USERNAME", "vu");
    variables.put("ORDERS_DB_PASSWORD", "vp");
  }

  ConfigurationException wrong(DbEnv env) {
    ConfigurationException failure =
        catchThrowableOfType(ConfigurationException.class, () -> get(env.resolve(vault)));
    assertThat(failure).isNotNull();
    assertThat(failure.getMessage()).doesNotContain("CANARY");
    return failure;
  }
}
