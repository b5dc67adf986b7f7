package io.saigon.api.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

/** Each field comes from the first source that has it, for any combination of sources. */
class DbEnvPropertiesTest {
  private enum Source {
    CODE,
    VARIABLE,
    JSON
  }

  private static final Vertx VERTX = Vertx.vertx();

  @AfterContainer
  static void close() throws TimeoutException {
    VERTX.close().await(10, TimeUnit.SECONDS);
  }

  @Property(tries = 300)
  void eachFieldComesFromTheFirstSourceThatHasIt(
      @ForAll Set<Source> endpoint,
      @ForAll Set<Source> port,
      @ForAll Set<Source> database,
      @ForAll Set<Source> username,
      @ForAll Set<Source> password,
      @ForAll Set<Source> sslMode,
      @ForAll boolean inSecret)
      throws TimeoutException {
    Map<DbField, Set<Source>> given =
        Map.of(
            DbField.ENDPOINT, endpoint,
            DbField.PORT, port,
            DbField.DATABASE, database,
            DbField.USERNAME, username,
            DbField.PASSWORD, password,
            DbField.SSL_MODE, sslMode);
    Map<String, String> variables = new HashMap<>();
    JsonObject json = new JsonObject();
    given.forEach(
        (field, sources) -> {
          if (sources.contains(Source.VARIABLE)) {
            variables.put(field.variable("P"), value(field, Source.VARIABLE));
          }
          if (sources.contains(Source.JSON)) {
            json.put(field.label(), value(field, Source.JSON));
          }
        });
    FakeStore store = new FakeStore().put("db", json.encode(), "1");
    if (inSecret) {
      variables.put("P_DATABASE_CREDENTIALS_SECRET", "db");
    } else {
      variables.put("P_DATABASE_CREDENTIALS", json.encode());
    }
    DbEnv env = inCode(DbEnv.prefixed("P").withEnvironment(variables), given);
    SecretVault vault = SecretVault.create(VERTX, "v", store);

    Map<String, String> origins = env.origins(vault).await(10, TimeUnit.SECONDS);

    given.forEach(
        (field, sources) ->
            assertThat(origins.get(field.label()))
                .as(field + " of " + sources)
                .isEqualTo(origin(field, sources, inSecret)));
    boolean complete =
        given.entrySet().stream()
            .allMatch(e -> !e.getValue().isEmpty() || e.getKey().fallback() != null);
    assertThat(
            env.resolve(vault)
                .transform(r -> io.vertx.core.Future.succeededFuture(r.succeeded()))
                .await(10, TimeUnit.SECONDS))
        .isEqualTo(complete);
    if (complete) {
      PostgreSqlCredentials found = env.resolve(vault).await(10, TimeUnit.SECONDS);
      assertThat(found.endpoint()).isEqualTo(expected(DbField.ENDPOINT, endpoint));
      assertThat(String.valueOf(found.port())).isEqualTo(expected(DbField.PORT, port));
      assertThat(found.database()).isEqualTo(expected(DbField.DATABASE, database));
      assertThat(found.username()).isEqualTo(expected(DbField.USERNAME, username));
      assertThat(found.password()).isEqualTo(expected(DbField.PASSWORD, password));
      assertThat(found.sslMode().value()).isEqualTo(expected(DbField.SSL_MODE, sslMode));
    }
    vault.close().await(10, TimeUnit.SECONDS);
  }

  @Property(tries = 200)
  void noSecretWeakensTls(
      @ForAll SslMode inSecret, @ForAll SslMode inCode, @ForAll boolean chosen, @ForAll boolean ca)
      throws TimeoutException {
    JsonObject json =
        new JsonObject()
            .put("host", "h")
            .put("dbname", "d")
            .put("user", "u")
            .put("password", "p")
            .put("sslmode", inSecret.value());
    FakeStore store = new FakeStore().put("db", json.encode(), "1");
    DbEnv env = DbEnv.prefixed("P").withEnvironment(Map.of()).withCredentialsSecret("db");
    DbEnv withCa = ca ? env.withCaFile("ca.pem") : env;
    SslMode code = ca && inCode.isWeakerThan(SslMode.VERIFY_CA) ? SslMode.VERIFY_CA : inCode;
    SecretVault vault = SecretVault.create(VERTX, "v", store);
    SslMode used =
        (chosen ? withCa.withSslMode(code) : withCa)
            .resolve(vault)
            .await(10, TimeUnit.SECONDS)
            .sslMode();
    SslMode standard = ca ? SslMode.VERIFY_FULL : SslMode.REQUIRE;
    SslMode strongest = inSecret.isWeakerThan(standard) ? standard : inSecret;
    assertThat(used).isEqualTo(chosen ? code : strongest);
    vault.close().await(10, TimeUnit.SECONDS);
  }

  private static DbEnv inCode(DbEnv env, Map<DbField, Set<Source>> given) {
    DbEnv with = env;
    for (Map.Entry<DbField, Set<Source>> entry : given.entrySet()) {
      if (entry.getValue().contains(Source.CODE)) {
        String value = value(entry.getKey(), Source.CODE);
        with =
            switch (entry.getKey()) {
              case ENDPOINT -> with.withEndpoint(value);
              case PORT -> with.withPort(Integer.parseInt(value));
              case DATABASE -> with.withDatabase(value);
              case USERNAME -> with.withUsername(value);
              case PASSWORD -> with.withPassword(value);
              case SSL_MODE -> with.withSslMode(SslMode.of(value));
            };
      }
    }
    return with;
  }

  private static String value(DbField field, Source source) {
    return switch (field) {
      case PORT -> String.valueOf(1_000 + source.ordinal());
      // Those that a secret may choose too.
      case SSL_MODE -> SslMode.values()[SslMode.REQUIRE.ordinal() + source.ordinal()].value();
      default -> field.label() + "-" + source;
    };
  }

  private static String expected(DbField field, Set<Source> sources) {
    return sources.stream().sorted().findFirst().map(p -> value(field, p)).orElse(field.fallback());
  }

  private static String origin(DbField field, Set<Source> sources, boolean inSecret) {
    String json =
        inSecret
            ? "secret db, named by variable P_DATABASE_CREDENTIALS_SECRET"
            : "variable P_DATABASE_CREDENTIALS";
    return sources.stream()
        .sorted()
        .findFirst()
        .map(
            source ->
                switch (source) {
                  case CODE -> "given in code";
                  case VARIABLE -> "variable " + field.variable("P");
                  case JSON -> json;
                })
        .orElse(field.fallback() == null ? "not set" : "default");
  }
}
