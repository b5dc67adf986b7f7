package io.saigon.api.oauth;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/**
 * An access token of an app client's own (client credentials grant); its value is left out of
 * {@link #toString()}.
 *
 * @param value the token
 * @param scopes the granted scopes, or the requested ones if the answer names none
 * @param expiration time at which it expires, by this machine's clock
 */
public record AccessToken(String value, Set<String> scopes, Instant expiration) {
  /**
   * Creates a token, and checks that nothing is missing.
   *
   * @param value the token
   * @param scopes the granted scopes
   * @param expiration time at which it expires
   */
  public AccessToken {
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(scopes, "scopes");
    scopes = Set.copyOf(scopes);
    Objects.requireNonNull(expiration, "expiration");
  }

  @Override
  public String toString() {
    return "AccessToken[scopes=" + scopes + ", expiration=" + expiration + "]";
  }
}
