package io.saigon.api.vault;

import io.saigon.api.check.NearestName;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.json.RecordJson;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Options of a vault for caching and decoding.
 *
 * @param ttl time for which a value counts as fresh, at least a millisecond; one that is in use is
 *     fetched again in the background, at a random moment of the last quarter of this time, or of
 *     the time until it expires if that is sooner; a lease in the third quarter of its time
 * @param maxStale time beyond {@code ttl} for which a value is still served while it can't be
 *     fetched again, or while the store holds one that does not fit the model; zero for not at all.
 *     A secret that no longer exists or has expired is never served, one that may no longer be read
 *     only up to {@code ttl}
 * @param negativeTtl time for which it is remembered that a secret does not exist or may not be
 *     read; at least a millisecond
 * @param fetchTimeout largest duration of one fetch, waiting for others included; at least a
 *     millisecond
 * @param strict whether a field that the model does not know is a failure; else it is ignored
 * @param maxEntries number of secrets that are kept, at least 1, each version and stage counted;
 *     beyond it, those that were not read for the longest time are evicted, but never one that a
 *     {@link SecretRef} holds
 * @param maxConcurrentFetches number of calls of the store under way at a time, at least 1; at most
 *     10,000 secrets wait for one, and reads of others fail
 */
public record SecretVaultOptions(
    Duration ttl,
    Duration maxStale,
    Duration negativeTtl,
    Duration fetchTimeout,
    boolean strict,
    int maxEntries,
    int maxConcurrentFetches) {
  private static final List<String> SETTINGS =
      List.of(
          "ttlMs",
          "maxStaleMs",
          "negativeTtlMs",
          "fetchTimeoutMs",
          "strict",
          "maxEntries",
          "maxConcurrentFetches");

  /**
   * Creates options, and checks the ranges of times and numbers.
   *
   * @param ttl time for which a value counts as fresh, at least a millisecond
   * @param maxStale time beyond {@code ttl} for which a value is still served while it can't be
   *     fetched again, or while the store holds one that does not fit the model
   * @param negativeTtl time for which it is remembered that a secret does not exist or may not be
   *     read
   * @param fetchTimeout largest duration of one fetch, waiting for others included
   * @param strict whether a field that the model does not know is a failure
   * @param maxEntries number of secrets that are kept, at least 1, each version and stage counted
   * @param maxConcurrentFetches number of calls of the store under way at a time, at least 1
   * @throws IllegalArgumentException if one is out of range
   */
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
   * Returns the default options.
   *
   * @return 5 minutes fresh, 1 hour stale, 5 seconds negative, 30 seconds a fetch, not strict,
   *     10,000 secrets and 32 fetches at a time
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

  /**
   * Returns these options with another time of freshness.
   *
   * @param ttl at least a millisecond
   * @return the new options
   */
  public SecretVaultOptions withTtl(Duration ttl) {
    return new SecretVaultOptions(
        ttl, maxStale, negativeTtl, fetchTimeout, strict, maxEntries, maxConcurrentFetches);
  }

  /**
   * Returns these options with another bound for stale values.
   *
   * @param maxStale time beyond freshness, at least zero
   * @return the new options
   */
  public SecretVaultOptions withMaxStale(Duration maxStale) {
    return new SecretVaultOptions(
        ttl, maxStale, negativeTtl, fetchTimeout, strict, maxEntries, maxConcurrentFetches);
  }

  /**
   * Returns these options with another memory for secrets that can't be read.
   *
   * @param negativeTtl at least a millisecond
   * @return the new options
   */
  public SecretVaultOptions withNegativeTtl(Duration negativeTtl) {
    return new SecretVaultOptions(
        ttl, maxStale, negativeTtl, fetchTimeout, strict, maxEntries, maxConcurrentFetches);
  }

  /**
   * Returns these options with another bound for one fetch.
   *
   * @param fetchTimeout at least a millisecond
   * @return the new options
   */
  public SecretVaultOptions withFetchTimeout(Duration fetchTimeout) {
    return new SecretVaultOptions(
        ttl, maxStale, negativeTtl, fetchTimeout, strict, maxEntries, maxConcurrentFetches);
  }

  /**
   * Returns these options with unknown fields refused, or ignored.
   *
   * @param strict whether they are refused
   * @return the new options
   */
  public SecretVaultOptions withStrict(boolean strict) {
    return new SecretVaultOptions(
        ttl, maxStale, negativeTtl, fetchTimeout, strict, maxEntries, maxConcurrentFetches);
  }

  /**
   * Returns these options with another bound for the number of secrets.
   *
   * @param maxEntries at least 1
   * @return the new options
   */
  public SecretVaultOptions withMaxEntries(int maxEntries) {
    return new SecretVaultOptions(
        ttl, maxStale, negativeTtl, fetchTimeout, strict, maxEntries, maxConcurrentFetches);
  }

  /**
   * Returns these options with another bound for the number of calls under way.
   *
   * @param maxConcurrentFetches at least 1
   * @return the new options
   */
  public SecretVaultOptions withMaxConcurrentFetches(int maxConcurrentFetches) {
    return new SecretVaultOptions(
        ttl, maxStale, negativeTtl, fetchTimeout, strict, maxEntries, maxConcurrentFetches);
  }

  /**
   * Returns these options with those of settings: {@code ttlMs}, {@code maxStaleMs}, {@code
   * negativeTtlMs}, {@code fetchTimeoutMs} (milliseconds), {@code strict}, {@code maxEntries} and
   * {@code maxConcurrentFetches}; other members are passed over, unless they look like one of these
   * misspelt.
   *
   * @param settings such as those of the vault's provider in {@link
   *     io.saigon.api.config.SaigonOptions}
   * @return the new options
   * @throws ConfigurationException if one of them is misspelt, of the wrong type or out of range
   */
  public SecretVaultOptions withSettings(JsonObject settings) {
    Objects.requireNonNull(settings, "settings");
    refuseMisspelt(settings);
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
      throw new ConfigurationException(
          "The settings of a vault are wrong: the times are numbers of milliseconds, maxEntries and maxConcurrentFetches are numbers from 1 on, and strict is true or false",
          SETTINGS,
          e);
    }
  }

  private static void refuseMisspelt(JsonObject settings) {
    for (String name : new TreeSet<>(settings.fieldNames())) {
      String question = SETTINGS.contains(name) ? "" : NearestName.question(name, SETTINGS);
      if (!question.isEmpty()) {
        throw new ConfigurationException(
            "The setting " + name + " of a vault is not known" + question, List.of(name), null);
      }
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

  /**
   * Reads options from JSON: a member for each component, under its name (of a time with the suffix
   * {@code Ms}, in milliseconds); what is missing is the default.
   *
   * @param json such as an object in a verticle's {@code config()}
   * @return the options
   * @throws io.saigon.api.error.ConfigurationException if a member is unknown, of the wrong type or
   *     out of range
   */
  public static SecretVaultOptions fromJson(JsonObject json) {
    return RecordJson.read("The options of a vault", defaults(), json);
  }

  /**
   * Writes these options as JSON, from which {@link #fromJson} reads the same.
   *
   * @return the members; null and what is for code alone are left out
   */
  public JsonObject toJson() {
    return RecordJson.write(this);
  }
}
