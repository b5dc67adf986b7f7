package io.saigon.api.vault;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Field of a database's credentials, under each of its names. */
enum DbField {
  ENDPOINT("endpoint", null, "host"),
  PORT("port", String.valueOf(PostgreSqlCredentials.DEFAULT_PORT)),
  DATABASE("database", null, "dbname"),
  USERNAME("username", null, "user"),
  PASSWORD("password", null),
  SSL_MODE("sslMode", SslMode.REQUIRE.value(), "ssl_mode", "sslmode");

  private final String label;
  private final @Nullable String fallback;

  // List.of makes one that can't be modified, which the checker can't see.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> aliases;

  DbField(String label, @Nullable String fallback, String... aliases) {
    this.label = label;
    this.fallback = fallback;
    this.aliases = List.of(aliases);
  }

  String label() {
    return label;
  }

  String variable(String prefix) {
    return prefix + "_DB_" + name();
  }

  @Nullable String fallback() {
    return fallback;
  }

  /** Name and value of the member that holds this field, or null. */
  Map.@Nullable Entry<String, Object> in(JsonObject json) {
    Object own = json.getValue(label);
    if (own != null) {
      return Map.entry(label, own);
    }
    for (String alias : aliases) {
      Object value = json.getValue(alias);
      if (value != null) {
        return Map.entry(alias, value);
      }
    }
    return null;
  }

  /** Describes the mistake in a value, without quoting it; null if there is none. */
  @Nullable String problem(String value) {
    return switch (this) {
      case PASSWORD -> value.isEmpty() ? "is empty" : null;
      case PORT ->
          value.matches("\\d{1,5}") && inRange(Integer.parseInt(value))
              ? null
              : "is not a port from 1 to 65535";
      case SSL_MODE -> isSslMode(value) ? null : "is none of " + SslMode.allValues();
      default -> value.isBlank() ? "is empty" : null;
    };
  }

  private static boolean inRange(int port) {
    return port >= 1 && port <= 65535;
  }

  private static boolean isSslMode(String value) {
    try {
      SslMode.of(value);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
