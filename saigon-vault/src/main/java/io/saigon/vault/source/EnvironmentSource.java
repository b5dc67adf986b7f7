package io.saigon.vault.source;

import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.vault.SecretId;
import io.saigon.api.vault.SecretSource;
import io.saigon.api.vault.SecretValue;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads environment variables; not a record, whose toString would print them. */
public final class EnvironmentSource implements SecretSource {
  private final Map<String, String> environment;

  public EnvironmentSource(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Future<SecretValue> fetch(SecretId id) {
    String derived = variable(id.key());
    String name = environment.containsKey(id.key()) ? id.key() : derived;
    String value = environment.get(name);
    if (value == null) {
      return Future.failedFuture(
          new NotFoundException(
              "There is no environment variable for secret %s; set %s".formatted(id.key(), derived),
              null,
              null));
    }
    if (id.version() != null || id.stage() != null) {
      return Future.failedFuture(
          new NotFoundException(
              "Environment variables have no versions; read secret %s without a version"
                  .formatted(id.key()),
              null,
              null));
    }
    return value.isEmpty()
        ? Future.failedFuture(
            new ConfigurationException(
                "Environment variable %s is set but empty; give it a value or remove it"
                    .formatted(name),
                List.of(name),
                null))
        : Future.succeededFuture(SecretValue.ofText(id, value, null));
  }

  private static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }
}
