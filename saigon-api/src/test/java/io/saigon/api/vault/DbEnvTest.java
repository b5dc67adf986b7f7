package io.saigon.api.vault;

import static io.saigon.api.testing.Await.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.saigon.api.error.ConfigurationException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DbEnvTest extends DbEnvFixture {
  @Test
  void singleVariablesMakeCredentialsWithTheDefaultPortAndSslMode() {
    singles();
    assertThat(get(env().resolve(vault)))
        .isEqualTo(PostgreSqlCredentials.of("var.example", "vd", "vu", "vp"));
  }

  @Test
  void theReadersDifferInHostAndPort() {
    singles();
    variables.put("ORDERS_DB_READER_ENDPOINT", "reader.example");
    assertThat(get(env().reader().resolve(vault)))
        .isEqualTo(PostgreSqlCredentials.of("reader.example", "vd", "vu", "vp"));
    variables.put("ORDERS_DB_READER_PORT", "5433");
    assertThat(get(env().reader().resolve(vault)).port()).isEqualTo(5433);
    assertThat(get(env().withReaderEndpoint("code.example").reader().resolve(vault)).endpoint())
        .isEqualTo("code.example");
    assertThat(get(env().withReaderPort(5434).reader().resolve(vault)).port()).isEqualTo(5434);
  }

  @Test
  void withoutTheReadersHostTheirVariableIsNamed() {
    singles();
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> env().reader())
        .withMessageContaining("ORDERS_DB_READER_ENDPOINT is missing");
    variables.put("ORDERS_DB_READER_ENDPOINT", "reader.example");
    variables.put("ORDERS_DB_READER_PORT", "none");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> env().reader())
        .withMessageContaining("ORDERS_DB_READER_PORT");
  }

  @Test
  void credentialsInOneVariableComeBeforeTheSecret() {
    variables.put("ORDERS_DATABASE_CREDENTIALS", JSON);
    variables.put("ORDERS_DATABASE_CREDENTIALS_SECRET", "orders/db");
    assertThat(get(env().resolve(vault)))
        .isEqualTo(
            new PostgreSqlCredentials(
                "json.example", 6000, "d", "u", "CANARY-json", SslMode.REQUIRE));
    assertThat(store.calls).isEmpty();
    assertThat(env().secretKeys()).isEmpty();
  }

  @Test
  void theSecretIsReadWhereItsKeyIsGiven() {
    store.put("orders/db", SECRET, "1");
    variables.put("ORDERS_DATABASE_CREDENTIALS_SECRET", "orders/db");
    assertThat(get(env().resolve(vault)))
        .isEqualTo(
            new PostgreSqlCredentials(
                "secret.example", 5432, "sd", "su", "CANARY-secret", SslMode.REQUIRE));
    assertThat(env().secretKeys()).containsExactly("orders/db");
  }

  @Test
  void fieldsAreFilledBeforeCredentialsAreBuiltThoughListenersHaveNoOrder() {
    variables.put("ORDERS_DATABASE_CREDENTIALS_SECRET", "orders/db");
    SecretValue value = SecretValue.ofText(SecretId.of("orders/db"), SECRET, "1");
    SecretVault late =
        answering(withLateListeners(value), withLateListeners(new JsonObject(SECRET)));
    assertThat(get(env().resolve(late)).endpoint()).isEqualTo("secret.example");
  }

  private static SecretVault answering(Future<?> value, Future<?> json) {
    return (SecretVault)
        Proxy.newProxyInstance(
            SecretVault.class.getClassLoader(),
            new Class<?>[] {SecretVault.class},
            (proxy, method, arguments) -> method.getName().equals("secretValue") ? value : json);
  }

  /** Returns a future that calls no listener, as if each were still queued on its event loop. */
  private static Future<?> withLateListeners(Object result) {
    return (Future<?>)
        Proxy.newProxyInstance(
            Future.class.getClassLoader(),
            new Class<?>[] {Future.class},
            (proxy, method, arguments) ->
                method.getName().startsWith("on")
                    ? proxy
                    : method.invoke(Future.succeededFuture(result), arguments));
  }

  @Test
  void aSingleVariableOverridesTheSecretAndAValueInCodeOverridesAll() {
    store.put("orders/db", SECRET, "1");
    variables.put("ORDERS_DATABASE_CREDENTIALS_SECRET", "orders/db");
    variables.put("ORDERS_DB_ENDPOINT", "var.example");
    variables.put("ORDERS_DB_PORT", "7000");
    PostgreSqlCredentials credentials = get(env().withPort(7001).resolve(vault));
    assertThat(credentials.endpoint()).isEqualTo("var.example");
    assertThat(credentials.port()).isEqualTo(7001);
    assertThat(credentials.username()).isEqualTo("su");
  }

  @Test
  void thePasswordMayBeASecretOfItsOwn() {
    singles();
    variables.remove("ORDERS_DB_PASSWORD");
    variables.put("ORDERS_DB_PASSWORD_SECRET", "orders/pw");
    store.put("orders/pw", "p@ss", "1");
    assertThat(get(env().resolve(vault)).password()).isEqualTo("p@ss");
    assertThat(env().secretKeys()).containsExactly("orders/pw");
    variables.put("ORDERS_DB_PASSWORD", "direct");
    assertThat(get(env().resolve(vault)).password()).isEqualTo("direct");
    assertThat(get(env().withPasswordSecret("orders/pw").resolve(vault)).password())
        .isEqualTo("p@ss");
  }

  @Test
  void tokensTakeThePlaceOfEveryOtherPassword(Vertx vertx) {
    singles();
    FakeStore tokens = new FakeStore().put("vu@var.example:5432", "CANARY-token-1", "1");
    SecretVault tokenVault = SecretVault.create(vertx, "tokens", tokens);
    DbEnv env = env().withPassword("p").withTokens(tokenVault);
    assertThat(get(env.resolve(vault)).password()).isEqualTo("CANARY-token-1");
    assertThat(get(env.origins(vault))).containsEntry("password", "token of vault tokens");
    tokens.put("vu@var.example:5432", "CANARY-token-2", "2");
    get(env.refresh(vault));
    assertThat(get(env.resolve(vault)).password()).isEqualTo("CANARY-token-2");
    variables.remove("ORDERS_DB_ENDPOINT");
    assertThat(wrong(env().withTokens(tokenVault)).names()).containsExactly("ORDERS_DB_ENDPOINT");
  }

  @Test
  void refreshReadsEverySecretAnew() {
    store.put("orders/db", SECRET, "1").put("orders/pw", "one", "1");
    variables.put("ORDERS_DATABASE_CREDENTIALS_SECRET", "orders/db");
    variables.put("ORDERS_DB_PASSWORD_SECRET", "orders/pw");
    assertThat(get(env().resolve(vault)).password()).isEqualTo("one");
    store.put("orders/pw", "two", "2");
    get(env().refresh(vault));
    assertThat(get(env().resolve(vault)).password()).isEqualTo("two");
    assertThat(store.calls).hasSize(4);
  }

  @Test
  void aVerticlesConfigurationMayTakeTheEnvironmentsPlace() {
    JsonObject config =
        new JsonObject()
            .put("ORDERS_DATABASE_CREDENTIALS", new JsonObject(JSON))
            .put("ORDERS_DB_PORT", 7000);
    PostgreSqlCredentials credentials = get(DbEnv.fromConfig("ORDERS", config).resolve(vault));
    assertThat(credentials.endpoint()).isEqualTo("json.example");
    assertThat(credentials.port()).isEqualTo(7000);
  }

  @Test
  void originsNameSourcesAndNeverValues() {
    store.put("orders/db", SECRET, "1");
    variables.put("ORDERS_DATABASE_CREDENTIALS_SECRET", "orders/db");
    variables.put("ORDERS_DB_ENDPOINT", "CANARY.example");
    String secret = "secret orders/db, named by variable ORDERS_DATABASE_CREDENTIALS_SECRET";
    variables.put("ORDERS_DB_CA_FILE", "CANARY.pem");
    assertThat(get(env().withUsername("CANARY").origins(vault)))
        .containsExactly(
            Map.entry("endpoint", "variable ORDERS_DB_ENDPOINT"),
            Map.entry("port", "default"),
            Map.entry("database", secret),
            Map.entry("username", "given in code"),
            Map.entry("password", secret),
            Map.entry("sslMode", "default, stronger than in " + secret),
            Map.entry("schema", "not set"),
            Map.entry("caFile", "variable ORDERS_DB_CA_FILE"));
    variables.put("ORDERS_DB_CA_FILE", " ");
    assertThat(get(env().withSchema("CANARY").origins(vault)))
        .containsEntry("schema", "given in code")
        .containsEntry("caFile", "malformed");
    assertThat(env().withPassword("CANARY").toString()).doesNotContain("CANARY");
  }

  @Test
  void schemaAndCaFileAreOptionalButNotEmpty() {
    assertThat(env().schema()).isNull();
    variables.put("ORDERS_DB_SCHEMA", "sales");
    assertThat(env().schema()).isEqualTo("sales");
    assertThat(env().withSchema("other").schema()).isEqualTo("other");
    variables.put("ORDERS_DB_CA_FILE", "");
    singles();
    assertThat(wrong(env()).names()).containsExactly("ORDERS_DB_CA_FILE");
    assertThat(catchThrowableOfType(ConfigurationException.class, () -> env().caFile()))
        .hasMessage("ORDERS_DB_CA_FILE is set but empty; give it a value or remove it");
  }

  @Test
  void settingsAreShownWithoutValues() {
    singles();
    DbEnv env = env().withCaFile("ca.pem");
    assertThat(env.prefix()).isEqualTo("ORDERS");
    assertThat(env.caFile()).isEqualTo("ca.pem");
    assertThat(env.usesTokens()).isFalse();
    assertThat(env.withTokens(vault).usesTokens()).isTrue();
    assertThat(env.toString()).contains("ORDERS").doesNotContain("vp");
  }
}
