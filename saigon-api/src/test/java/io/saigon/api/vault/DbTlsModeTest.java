package io.saigon.api.vault;

import static io.saigon.api.testing.Await.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.error.ConfigurationException;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DbTlsModeTest extends DbEnvFixture {
  private SslMode mode(DbEnv env) {
    return get(env.resolve(vault)).sslMode();
  }

  @Test
  void tlsIsRequiredAndWithACaFileTheHostIsVerified() {
    singles();
    assertThat(mode(env())).isEqualTo(SslMode.REQUIRE);
    assertThat(mode(env().withCaFile("ca.pem"))).isEqualTo(SslMode.VERIFY_FULL);
    variables.put("ORDERS_DB_CA_FILE", "ca.pem");
    assertThat(mode(env())).isEqualTo(SslMode.VERIFY_FULL);
    assertThat(get(env().origins(vault))).containsEntry("sslMode", "default");
  }

  @ParameterizedTest
  @CsvSource({
    "disable, false, require",
    "allow, false, require",
    "prefer, false, require",
    "require, false, require",
    "verify-ca, false, verify-ca",
    "verify-full, false, verify-full",
    "disable, true, verify-full",
    "prefer, true, verify-full",
    "require, true, verify-full",
    "verify-ca, true, verify-full",
  })
  void aSecretMayStrengthenTlsButNotWeakenIt(String inSecret, boolean ca, String expected) {
    store.put("orders/db", SECRET.replace("\"require\"", '"' + inSecret + '"'), "1");
    variables.put("ORDERS_DATABASE_CREDENTIALS_SECRET", "orders/db");
    DbEnv env = ca ? env().withCaFile("ca.pem") : env();
    assertThat(mode(env).value()).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(
      value = SslMode.class,
      names = {"DISABLE", "ALLOW", "PREFER"})
  void codeAndEnvironmentMayChooseAWeakMode(SslMode weak) {
    singles();
    assertThat(mode(env().withSslMode(weak))).isEqualTo(weak);
    variables.put("ORDERS_DB_SSL_MODE", weak.value());
    assertThat(mode(env())).isEqualTo(weak);
    variables.remove("ORDERS_DB_SSL_MODE");
    variables.put(
        "ORDERS_DATABASE_CREDENTIALS", new JsonObject().put("sslmode", weak.value()).encode());
    assertThat(mode(env())).isEqualTo(weak);
  }

  @ParameterizedTest
  @EnumSource(
      value = SslMode.class,
      names = {"DISABLE", "ALLOW", "PREFER", "REQUIRE"})
  void aModeThatIgnoresTheCaFileIsRefused(SslMode weak) {
    singles();
    variables.put("ORDERS_DB_CA_FILE", "ca.pem");
    ConfigurationException failure = wrong(env().withSslMode(weak));
    assertThat(failure.names()).containsExactly("ORDERS_DB_SSL_MODE");
    assertThat(failure)
        .hasMessage(
            "Database ORDERS is not configured: ORDERS_DB_SSL_MODE is %s (given in code), which ignores the CA file; leave the mode out for verify-full, or remove ORDERS_DB_CA_FILE"
                .formatted(weak.value()));
    variables.put("ORDERS_DB_SSL_MODE", weak.value());
    assertThat(wrong(env()).getMessage()).contains("(variable ORDERS_DB_SSL_MODE), which ignores");
    assertThat(mode(env().withSslMode(SslMode.VERIFY_CA))).isEqualTo(SslMode.VERIFY_CA);
  }

  @ParameterizedTest
  @EnumSource(
      value = SslMode.class,
      names = {"DISABLE", "ALLOW", "PREFER"})
  void aModeThatCouldSendATokenInClearIsRefused(SslMode weak, Vertx vertx) {
    singles();
    FakeStore tokens = new FakeStore().put("vu@var.example:5432", "CANARY-token", "1");
    DbEnv env = env().withTokens(SecretVault.create(vertx, "tokens", tokens));
    assertThat(mode(env)).isEqualTo(SslMode.REQUIRE);
    assertThat(wrong(env.withSslMode(weak)).getMessage())
        .endsWith("which could send an IAM token in clear; take require or stronger");
  }
}
