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

/** Whatever is given where, each field comes from the first place that has it. */
class DbEnvPropertiesTest {
  private enum Place {
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
  void eachFieldComesFromTheFirstPlaceThatHasIt(
      @ForAll Set<Place> endpoint,
      @ForAll Set<Place> port,
      @ForAll Set<Place> database,
      @ForAll Set<Place> username,
      @ForAll Set<Place> password,
      @ForAll Set<Place> sslMode,
      @ForAll boolean inSecret)
      throws TimeoutException {
    Map<DbField, Set<Place>> given =
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
        (field, places) -> {
          if (places.contains(Place.VARIABLE)) {
            variables.put(field.variable("P"), value(field, Place.VARIABLE));
          }
          if (places.contains(Place.JSON)) {
            json.put(field.label(), value(field, Place.JSON));
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
        (field, places) ->
            assertThat(origins.get(field.label()))
                .as(field + " of " + places)
                .isEqualTo(origin(field, places, inSecret)));
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
  void whateverASecretSaysTlsIsNoWeakerThanWithoutIt(
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

  private static DbEnv inCode(DbEnv env, Map<DbField, Set<Place>> given) {
    DbEnv with = env;
    for (Map.Entry<DbField, Set<Place>> entry : given.entrySet()) {
      if (entry.getValue().contains(Place.CODE)) {
        String value = value(entry.getKey(), Place.CODE);
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

  private static String value(DbField field, Place place) {
    return switch (field) {
      case PORT -> String.valueOf(1_000 + place.ordinal());
      // Those that a secret may choose too.
      case SSL_MODE -> SslMode.values()[SslMode.REQUIRE.ordinal() + place.ordinal()].value();
      default -> field.label() + "-" + place;
    };
  }

  private static String expected(DbField field, Set<Place> places) {
    return places.stream().sorted().findFirst().map(p -> value(field, p)).orElse(field.fallback());
  }

  private static String origin(DbField field, Set<Place> places, boolean inSecret) {
    String json =
        inSecret
            ? "secret db, named by variable P_DATABASE_CREDENTIALS_SECRET"
            : "variable P_DATABASE_CREDENTIALS";
    return places.stream()
        .sorted()
        .findFirst()
        .map(
            place ->
                switch (place) {
                  case CODE -> "given in code";
                  case VARIABLE -> "variable " + field.variable("P");
                  case JSON -> json;
                })
        .orElse(field.fallback() == null ? "not set" : "default");
  }
}
