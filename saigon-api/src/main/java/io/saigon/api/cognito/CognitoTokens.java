package io.saigon.api.cognito;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of a logged-in user; all left out of {@link #toString()}.
 *
 * @param idToken who the user is
 * @param accessToken what the user may do
 * @param refreshToken gets new ones, or null if the service gave none
 * @param expiration when id and access token stop to work
 */
public record CognitoTokens(
    String idToken, String accessToken, @Nullable String refreshToken, Instant expiration) {
  /** Checks that nothing is missing. */
  public CognitoTokens {
    Objects.requireNonNull(idToken, "idToken");
    Objects.requireNonNull(accessToken, "accessToken");
    Objects.requireNonNull(expiration, "expiration");
  }

  @Override
  public String toString() {
    return "CognitoTokens[expiration=" + expiration + "]";
  }
}
