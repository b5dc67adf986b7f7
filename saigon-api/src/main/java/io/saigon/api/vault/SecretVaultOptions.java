package io.saigon.api.vault;

import io.saigon.api.error.ConfigurationException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How a vault caches and decodes.
 *
 * @param ttl how long a value counts as fresh; one that is in use is fetched again in the
 *     background, at a random moment of the last quarter of this time, or of the time until it
 *     expires if that is sooner
 * @param maxStale how long beyond {@code ttl} a value is still served while it can't be fetched
 *     again, or while the store holds one that does not fit the model; zero for not at all. A
 *     secret that no longer exists or has expired is never served, one that may no longer be read
 *     only up to {@code ttl}
 * @param negativeTtl how long it is remembered that a secret does not exist or may not be read
 * @param fetchTimeout how long one fetch may take, waiting for others included
 * @param strict whether a field that the model does not know is a failure; else it is ignored
 * @param maxEntries how many secrets are kept, each version and stage counted; beyond it, those
 *     that were not read for the longest time are forgotten, but never one that a {@link SecretRef}
 *     holds
 * @param maxConcurrentFetches how many calls of the store are under way at a time; at most 10,000
 *     secrets wait for one, and reads of others fail
 */
public record SecretVaultOptions(
    Duration ttl,
    Duration maxStale,
    Duration negativeTtl,
    Duration fetchTimeout,
    boolean strict,
    int maxEntries,
    int maxConcurrentFetches) {

  /** Checks that the times and numbers are sensible. */
  public SecretVaultOptions {
    positive("ttl", ttl);
    Objects.requireNonNull(maxStale, "maxStale");
    if (maxStale.isNegative()) {
      throw new IllegalArgumentException("maxStale must not be negative");
    }
    positive("negativeTtl", negativeTtl);
    positive("fetchTimeout", fetchTimeout);
    positive("maxEntries", maxEntries);
    positive("maxConcurrentFetches", maxConcurrentFetches);
  }

  /**
   * Returns options of 5 minutes fresh, 1 hour stale, 5 seconds negative, 30 seconds a fetch, not
   * strict, 10,000 secrets and 32 fetches at a time.
   */
  public static SecretVaultOptions defaults() {
    return new SecretVaultOptions(
        Duration.ofMinutes(5),
        Duration.ofHours(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        false,
        10_000,
        32);
  }

  /** The same with another time of freshness. */
  public SecretVaultOptions withTtl(Duration ttl) {
    return new SecretVaultOptions(
        ttl, maxStale, negativeTtl, fetchTimeout, strict, maxEntries, maxConcurrentFetches);
  }

  /** The same with another bound for stale values. */
  public SecretVaultOptions withMaxStale(Duration maxStale) {
    return new SecretVaultOptions(
        ttl, maxStale, negativeTtl, fetchTimeout, strict, maxEntries, maxConcurrentFetches);
  }

  /** The same with another memory for what can't be read. */
  public SecretVaultOptions withNegativeTtl(Duration negativeTtl) {
    return new SecretVaultOptions(
        ttl, maxStale, negativeTtl, fetchTimeout, strict, maxEntries, maxConcurrentFetches);
  }

  /** The same with another bound for one fetch. */
  public SecretVaultOptions withFetchTimeout(Duration fetchTimeout) {
    return new SecretVaultOptions(
        ttl, maxStale, negativeTtl, fetchTimeout, strict, maxEntries, maxConcurrentFetches);
  }

  /** The same with unknown fields refused, or ignored. */
  public SecretVaultOptions withStrict(boolean strict) {
    return new SecretVaultOptions(
        ttl, maxStale, negativeTtl, fetchTimeout, strict, maxEntries, maxConcurrentFetches);
  }

  /**
   * Returns the same options with another bound for the number of secrets.
   *
   * @param maxEntries at least 1
   */
  public SecretVaultOptions withMaxEntries(int maxEntries) {
    return new SecretVaultOptions(
        ttl, maxStale, negativeTtl, fetchTimeout, strict, maxEntries, maxConcurrentFetches);
  }

  /**
   * Returns the same options with another bound for the number of calls under way.
   *
   * @param maxConcurrentFetches at least 1
   */
  public SecretVaultOptions withMaxConcurrentFetches(int maxConcurrentFetches) {
    return new SecretVaultOptions(
        ttl, maxStale, negativeTtl, fetchTimeout, strict, maxEntries, maxConcurrentFetches);
  }

  /**
   * Returns the same options with those that settings name: {@code ttlMs}, {@code maxStaleMs},
   * {@code negativeTtlMs}, {@code fetchTimeoutMs} (milliseconds), {@code strict}, {@code
   * maxEntries} and {@code maxConcurrentFetches}; other members are passed over.
   *
   * @param settings such as those of the vault's provider in {@link
   *     io.saigon.api.config.SaigonOptions}
   * @throws ConfigurationException if one of them is of the wrong type or out of range
   */
  public SecretVaultOptions withSettings(JsonObject settings) {
    try {
      return new SecretVaultOptions(
          time(settings, "ttlMs", ttl),
          time(settings, "maxStaleMs", maxStale),
          time(settings, "negativeTtlMs", negativeTtl),
          time(settings, "fetchTimeoutMs", fetchTimeout),
          settings.getBoolean("strict", strict),
          settings.getInteger("maxEntries", maxEntries),
          settings.getInteger("maxConcurrentFetches", maxConcurrentFetches));
    } catch (IllegalArgumentException | ClassCastException e) {
      List<String> names =
          List.of(
              "ttlMs",
              "maxStaleMs",
              "negativeTtlMs",
              "fetchTimeoutMs",
              "strict",
              "maxEntries",
              "maxConcurrentFetches");
      throw new ConfigurationException(
          "The settings of a vault are wrong: the times are numbers of milliseconds, maxEntries and maxConcurrentFetches are numbers from 1 on, and strict is true or false",
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

  private static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1");
    }
  }
}
