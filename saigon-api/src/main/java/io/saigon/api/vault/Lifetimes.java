package io.saigon.api.vault;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Lifetimes of fetched values, in milliseconds.
 *
 * @param ttl time for which a value counts as fresh
 * @param served time for which a value is served at most
 * @param negative time for which a refusal is remembered
 */
record Lifetimes(long ttl, long served, long negative) {
  private static final Duration FOREVER = Duration.ofDays(36_500);

  /** Less than this apart, renewals of what expires at once would be a flood. */
  private static final long MIN_RENEWAL = 1_000;

  static Lifetimes of(SecretVaultOptions options) {
    return new Lifetimes(
        millis(options.ttl()),
        millis(options.ttl()) + millis(options.maxStale()),
        millis(options.negativeTtl()));
  }

  private static long millis(Duration duration) {
    return duration.compareTo(FOREVER) < 0 ? duration.toMillis() : FOREVER.toMillis();
  }

  /** A value that arrived just now. */
  Fetched arrived(SecretValue value, CacheTime time) {
    long at = time.millis();
    Instant now = time.now();
    Instant expiresAt = value.expiresAt();
    boolean expiresFirst =
        expiresAt != null && (value.lease() != null || expiresAt.isBefore(now.plusMillis(served)));
    long life = expiresFirst ? Duration.between(now, expiresAt).toMillis() : served;
    return new Fetched(value, at, at + life, expiresFirst);
  }

  /** Returns the time up to which a value counts as fresh. */
  long freshUntil(Fetched fetched) {
    return fetched.isLeased() ? fetched.until() : fetched.at() + ttl;
  }

  /**
   * Returns the time of the next fetch: a random moment of the last quarter of the freshness, and
   * of the third quarter for a lease, beyond which there is nothing.
   */
  long renewal(Fetched fetched) {
    long life = fetched.until() - fetched.at();
    double random = ThreadLocalRandom.current().nextDouble();
    double part = fetched.isLeased() ? 0.5 + 0.25 * random : 0.75 + 0.2 * random;
    long fresh = fetched.isLeased() ? life : Math.min(ttl, life);
    long jittered = (long) (fresh * part);
    return fetched.at() + (life < ttl ? Math.max(jittered, MIN_RENEWAL) : jittered);
  }

  /** Returns whether a renewed lease is worth keeping: one at its limit gets ever less. */
  static boolean lasts(SecretValue renewed, Fetched before, CacheTime time) {
    Instant expiresAt = renewed.expiresAt();
    long left =
        expiresAt == null ? Long.MAX_VALUE : Duration.between(time.now(), expiresAt).toMillis();
    return left >= (before.until() - before.at()) / 2;
  }
}
