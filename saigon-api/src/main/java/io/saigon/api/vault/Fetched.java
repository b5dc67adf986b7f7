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
}
