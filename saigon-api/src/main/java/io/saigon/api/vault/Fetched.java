package io.saigon.api.vault;

/**
 * A value as it was fetched.
 *
 * @param at when, in {@link CacheTime#millis()}
 * @param until when it must no longer be served
 */
record Fetched(SecretValue value, long at, long until) {
  Fetched servedUntil(long earlier) {
    return new Fetched(value, at, Math.min(until, earlier));
  }

  /** Returns whether it expired by the wall clock, which goes on while a machine is suspended. */
  boolean isExpired(CacheTime time) {
    return value.isExpired(time.now());
  }

  boolean isOver(CacheTime time) {
    return time.millis() >= until || isExpired(time);
  }

  boolean isLeased() {
    return value.lease() != null;
  }

  boolean isRenewable() {
    SecretLease lease = value.lease();
    return lease != null && lease.renewable();
  }
}
