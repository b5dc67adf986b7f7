package io.saigon.api.vault;

import io.saigon.api.error.ConfigurationException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collected fields of a database's credentials, with their origins and mistakes. */
final class DbFields {
  private record Found(String value, String origin) {}

  private final String prefix;
  private final DbTls tls;
  private final Map<DbField, Found> found = new EnumMap<>(DbField.class);
  private final Set<DbField> malformed = EnumSet.noneOf(DbField.class);
  private final Map<String, String> wrong = new LinkedHashMap<>();
  private @Nullable SecretMappingException inSecret;
  private @Nullable Instant expiresAt;

  DbFields(String prefix, DbTls tls) {
    this.prefix = prefix;
    this.tls = tls;
  }

  boolean has(DbField field) {
    return found.containsKey(field) || malformed.contains(field);
  }

  boolean isFull() {
    return found.size() == DbField.values().length;
  }

  boolean isIncomplete() {
    return !missing().isEmpty();
  }

  boolean isWrong() {
    return !wrong.isEmpty();
  }

  void put(DbField field, String value, String origin) {
    found.putIfAbsent(field, new Found(value, origin));
  }

  /** Keeps the place of a password that is still to be read. */
  void awaitPassword(String origin) {
    put(DbField.PASSWORD, "", origin);
  }

  DbFields passwordArrived(String key, String password) {
    Found awaited = Objects.requireNonNull(found.get(DbField.PASSWORD));
    found.put(DbField.PASSWORD, new Found(password, awaited.origin()));
    if (password.isEmpty()) {
      inSecret = new SecretMappingException(key, null, "Secret %s is empty".formatted(key));
    }
    return this;
  }

  void wrong(@Nullable DbField field, String variable, String problem) {
    wrong.put(variable, problem);
    if (field != null) {
      malformed.add(field);
    }
  }

  void fillFromVariable(String variable, String text, DbVariables variables) {
    Future<?> decoded =
        new SecretDecoder(false)
            .decoded(SecretValue.ofText(SecretId.of(variable), text, null), JsonObject.class);
    if (decoded.result() instanceof JsonObject json) {
      for (DbField field : DbField.values()) {
        Map.Entry<String, Object> member = field.in(json);
        if (member != null && !has(field)) {
          fillFrom(field, member, variables.origin(variable), variable);
        }
      }
    } else {
      wrong.put(variable, text.isBlank() ? "is set but empty" : "is not a JSON object");
    }
  }

  private void fillFrom(
      DbField field, Map.Entry<String, Object> member, String origin, String variable) {
    String problem = problem(field, member.getValue());
    if (problem == null) {
      put(field, member.getValue().toString(), origin);
    } else {
      wrong(field, variable, "has a field " + member.getKey() + " that " + problem);
    }
  }

  /** Refuses a contradictory mode before a secret is read, as no secret may choose such a mode. */
  void refuseContradictoryTls() {
    Found mode = found.get(DbField.SSL_MODE);
    if (mode != null) {
      String problem = tls.problem(SslMode.of(mode.value()));
      if (problem != null) {
        String variable = DbField.SSL_MODE.variable(prefix);
        wrong(null, variable, "is %s (%s), %s".formatted(mode.value(), mode.origin(), problem));
      }
    }
  }

  DbFields fillFromSecret(String key, JsonObject json, String origin) {
    for (DbField field : DbField.values()) {
      Map.Entry<String, Object> member = field.in(json);
      if (member == null || has(field)) {
        continue;
      }
      String problem = problem(field, member.getValue());
      if (problem == null) {
        putFromSecret(field, member.getValue().toString(), origin);
      } else {
        malformed.add(field);
        inSecret =
            new SecretMappingException(
                key,
                member.getKey(),
                "Field %s of secret %s %s".formatted(member.getKey(), key, problem));
      }
    }
    return this;
  }

  private void putFromSecret(DbField field, String value, String origin) {
    boolean weakens = field == DbField.SSL_MODE && SslMode.of(value).isWeakerThan(tls.standard());
    if (weakens) {
      put(field, tls.standard().value(), "default, stronger than in " + origin);
    } else {
      put(field, value, origin);
    }
  }

  private static @Nullable String problem(DbField field, Object value) {
    boolean scalar = value instanceof String || value instanceof Integer;
    return scalar ? field.problem(value.toString()) : "is not text";
  }

  DbFields withDefaults() {
    for (DbField field : DbField.values()) {
      String fallback = field == DbField.SSL_MODE ? tls.standard().value() : field.fallback();
      if (fallback != null && !has(field)) {
        put(field, fallback, "default");
      }
    }
    return this;
  }

  private List<String> missing() {
    List<String> missing = new ArrayList<>();
    for (DbField field : DbField.values()) {
      if (field.fallback() == null && !has(field)) {
        missing.add(field.variable(prefix));
      }
    }
    return missing;
  }

  /** Returns the key of the token, or null if it is not known. */
  @Nullable String tokenKey() {
    Found user = found.get(DbField.USERNAME);
    Found endpoint = found.get(DbField.ENDPOINT);
    Found port = found.get(DbField.PORT);
    return user == null || endpoint == null || port == null
        ? null
        : user.value() + "@" + endpoint.value() + ":" + port.value();
  }

  Map<String, String> origins() {
    Map<String, String> origins = new LinkedHashMap<>();
    for (DbField field : DbField.values()) {
      Found it = found.get(field);
      origins.put(
          field.label(),
          it != null ? it.origin() : malformed.contains(field) ? "malformed" : "not set");
    }
    return origins;
  }

  /** Bounds the life of the credentials by that of a secret. */
  DbFields expireAt(@Nullable Instant end) {
    if (end != null && (expiresAt == null || end.isBefore(expiresAt))) {
      expiresAt = end;
    }
    return this;
  }

  Future<ExpiringCredentials> credentials() {
    List<String> missing = missing();
    if (!missing.isEmpty() || !wrong.isEmpty()) {
      return Future.failedFuture(incomplete(missing));
    }
    return inSecret != null
        ? Future.failedFuture(inSecret)
        : Future.succeededFuture(
            new ExpiringCredentials(
                new PostgreSqlCredentials(
                    value(DbField.ENDPOINT),
                    Integer.parseInt(value(DbField.PORT)),
                    value(DbField.DATABASE),
                    value(DbField.USERNAME),
                    value(DbField.PASSWORD),
                    SslMode.of(value(DbField.SSL_MODE))),
                expiresAt));
  }

  private String value(DbField field) {
    return Objects.requireNonNull(found.get(field)).value();
  }

  private ConfigurationException incomplete(List<String> missing) {
    List<String> problems = new ArrayList<>();
    wrong.forEach((variable, problem) -> problems.add(variable + " " + problem));
    if (!missing.isEmpty()) {
      problems.add("no value for " + String.join(", ", missing));
    }
    List<String> names = new ArrayList<>(wrong.keySet());
    names.addAll(missing);
    if (!missing.isEmpty()) {
      problems.add(
          "set each, or %1$s_DATABASE_CREDENTIALS (JSON) or %1$s_DATABASE_CREDENTIALS_SECRET (key of a secret with JSON)"
              .formatted(prefix));
    }
    return new ConfigurationException(
        "Database %s is not configured: %s".formatted(prefix, String.join("; ", problems)),
        names,
        null);
  }
}
