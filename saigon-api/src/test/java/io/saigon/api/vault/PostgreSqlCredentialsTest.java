package io.saigon.api.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.Vertx;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgreSqlCredentialsTest {
  @Property(tries = 200)
  void everyPartOfTheUriIsEncoded(
      @ForAll String user, @ForAll String password, @ForAll String database) {
    Assume.that(!user.isBlank() && !database.isBlank());
    PostgreSqlCredentials credentials =
        PostgreSqlCredentials.of("db.example", database, user, password);
    URI uri = URI.create(credentials.connectionUri());
    String[] login = uri.getRawUserInfo().split(":", -1);
    assertThat(login).hasSize(2);
    assertThat(decode(login[0])).isEqualTo(asUtf8(user));
    assertThat(decode(login[1])).isEqualTo(asUtf8(password));
    assertThat(decode(uri.getRawPath().substring(1))).isEqualTo(asUtf8(database));
    assertThat(uri.getHost()).isEqualTo("db.example");
    assertThat(uri.getPort()).isEqualTo(5432);
  }

  // Unpaired surrogates have no UTF-8, so they are compared as they come back.
  private static String asUtf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Test
  void aUriHasTheFormOfLibpq() {
    assertThat(
            new PostgreSqlCredentials("::1", 1, "a b", "u@x", "p:/?#[]@%+é", SslMode.VERIFY_FULL)
                .connectionUri())
        .isEqualTo(
            "postgresql://u%40x:p%3A%2F%3F%23%5B%5D%40%25%2B%C3%A9@[::1]:1/a%20b?sslmode=verify-full");
  }

  @Test
  void thePasswordIsNotPrinted() {
    assertThat(PostgreSqlCredentials.of("h", "d", "u", "CANARY").toString())
        .contains("endpoint=h")
        .doesNotContain("CANARY");
  }

  @Test
  void anRdsSecretIsReadAsItIs() throws Exception {
    Vertx vertx = Vertx.vertx();
    FakeStore store =
        new FakeStore()
            .put(
                "rds",
                "{\"username\":\"u\",\"password\":\"p\",\"engine\":\"postgres\",\"host\":\"h\",\"port\":6432,\"dbname\":\"d\",\"dbInstanceIdentifier\":\"x\"}",
                "1");
    SecretVault strict =
        SecretVault.create(vertx, "v", store, SecretVaultOptions.defaults().withStrict(true));
    assertThat(strict.secret(PostgreSqlCredentials.class, "rds").await(10, TimeUnit.SECONDS))
        .isEqualTo(new PostgreSqlCredentials("h", 6432, "d", "u", "p", SslMode.REQUIRE));
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @CsvSource({
    "disable, REQUIRE",
    "allow, REQUIRE",
    "prefer, REQUIRE",
    "require, REQUIRE",
    "verify-ca, VERIFY_CA",
    "verify-full, VERIFY_FULL",
  })
  void jsonStrengthensTlsAndOnlyCodeWeakensIt(String inJson, SslMode read) throws Exception {
    Vertx vertx = Vertx.vertx();
    String json =
        "{\"username\":\"u\",\"password\":\"p\",\"host\":\"h\",\"dbname\":\"d\",\"sslmode\":\"%s\"}"
            .formatted(inJson);
    SecretVault vault = SecretVault.create(vertx, "v", new FakeStore().put("rds", json, "1"));
    PostgreSqlCredentials credentials =
        vault.secret(PostgreSqlCredentials.class, "rds").await(10, TimeUnit.SECONDS);
    assertThat(credentials.sslMode()).isEqualTo(read);
    assertThat(credentials.withSslMode(SslMode.DISABLE).connectionUri())
        .endsWith("sslmode=disable");
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void invalidValuesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PostgreSqlCredentials("h", 0, "d", "u", "p", SslMode.PREFER));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PostgreSqlCredentials.of(" ", "d", "u", "p"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SslMode.of("nope"))
        .withMessage(
            "The SSL mode must be one of disable, allow, prefer, require, verify-ca, verify-full");
  }
}
