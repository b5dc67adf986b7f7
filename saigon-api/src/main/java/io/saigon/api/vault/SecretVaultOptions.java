package io.saigon.api.vault;

import io.saigon.api.ConfigurationException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How a vault caches and decodes.
 *
 * @param ttl how long a value counts as fresh; one that is in use is fetched again in the
 *     background, at a random moment of the last quarter of this time
 * @param maxStale how long beyond {@code ttl} a value is still served while it can't be fetched
 *     again; zero for not at all. A secret that no longer exists is never served, one that may no
 *     longer be read only up to {@code ttl}
 * @param negativeTtl how long it is remembered that a secret does not exist or may not be read
 * @param fetchTimeout how long one fetch may take
 * @param strict whether a field that the model does not know is a failure; else it is ignored
 */
public record SecretVaultOptions(
    Duration ttl, Duration maxStale, Duration negativeTtl, Duration fetchTimeout, boolean strict) {

  /** Checks that the times are sensible. */
  public SecretVaultOptions {
    positive("ttl", ttl);
    Objects.requireNonNull(maxStale, "maxStale");
    if (maxStale.isNegative()) {
      throw new IllegalArgumentException("maxStale must not be negative");
    }
    positive("negativeTtl", negativeTtl);
    positive("fetchTimeout", fetchTimeout);
  }

  /** 5 minutes fresh, 1 hour stale, 5 seconds negative, 30 seconds a fetch, not strict. */
  public static SecretVaultOptions defaults() {
    return new SecretVaultOptions(
        Duration.ofMinutes(5),
        Duration.ofHours(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        false);
  }

  /** The same with another time of freshness. */
  public SecretVaultOptions withTtl(Duration ttl) {
    return new SecretVaultOptions(ttl, maxStale, negativeTtl, fetchTimeout, strict);
  }

  /** The same with another bound for stale values. */
  public SecretVaultOptions withMaxStale(Duration maxStale) {
    return new SecretVaultOptions(ttl, maxStale, negativeTtl, fetchTimeout, strict);
  }

  /** The same with another memory for what can't be read. */
  public SecretVaultOptions withNegativeTtl(Duration negativeTtl) {
    return new SecretVaultOptions(ttl, maxStale, negativeTtl, fetchTimeout, strict);
  }

  /** The same with another bound for one fetch. */
  public SecretVaultOptions withFetchTimeout(Duration fetchTimeout) {
    return new SecretVaultOptions(ttl, maxStale, negativeTtl, fetchTimeout, strict);
  }

  /** The same with unknown fields refused, or ignored. */
  public SecretVaultOptions withStrict(boolean strict) {
    return new SecretVaultOptions(ttl, maxStale, negativeTtl, fetchTimeout, strict);
  }

  /**
   * The same with what settings say: {@code ttlMs}, {@code maxStaleMs}, {@code negativeTtlMs},
   * {@code fetchTimeoutMs} (milliseconds) and {@code strict}; other members are passed over.
   *
   * @throws ConfigurationException if one of them is of the wrong type or out of range
   */
  public SecretVaultOptions withSettings(JsonObject settings) {
    try {
      return new SecretVaultOptions(
          time(settings, "ttlMs", ttl),
          time(settings, "maxStaleMs", maxStale),
          time(settings, "negativeTtlMs", negativeTtl),
          time(settings, "fetchTimeoutMs", fetchTimeout),
          settings.getBoolean("strict", strict));
    } catch (IllegalArgumentException | ClassCastException e) {
      List<String> names =
          List.of("ttlMs", "maxStaleMs", "negativeTtlMs", "fetchTimeoutMs", "strict");
      throw new ConfigurationException(
          "The settings of a vault are wrong: the times are numbers of milliseconds and strict is true or false",
          names,
          e);
    }
  }

  private static Duration time(JsonObject settings, String name, Duration otherwise) {
    return Duration.ofMillis(settings.getLong(name, otherwise.toMillis()));
  }

  private static void positive(String name, Duration value) {
    Objects.requireNonNull(value, name);
    if (value.toMillis() < 1) {
      throw new IllegalArgumentException(name + " must be at least a millisecond");
    }
  }
}
