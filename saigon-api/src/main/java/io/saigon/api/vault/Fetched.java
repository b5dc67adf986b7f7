package io.saigon.api.vault;

/**
 * A value as it was fetched.
 *
 * @param at when, in {@link CacheTime#millis()}
 * @param until when it must no longer be served
 * @param expires whether that is when it expires
 */
record Fetched(SecretValue value, long at, long until, boolean expires) {
  Fetched servedUntil(long earlier) {
    return earlier < until ? new Fetched(value, at, earlier, false) : this;
  }

  /** Returns whether it expired, by the wall clock too, as a suspended machine stops the other. */
  boolean isExpired(CacheTime time) {
    return (expires && time.millis() >= until) || value.isExpired(time.now());
  }

  boolean isOver(CacheTime time) {
    return time.millis() >= until || value.isExpired(time.now());
  }

  boolean isLeased() {
    return value.lease() != null;
  }

  boolean isRenewable() {
    SecretLease lease = value.lease();
    return lease != null && lease.renewable();
  }
}
