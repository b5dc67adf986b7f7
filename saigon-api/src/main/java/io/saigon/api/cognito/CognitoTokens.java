package io.saigon.api.cognito;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of a logged-in user; all left out of {@link #toString()}.
 *
 * <p>What is read from them here is not verified: right for tokens of one's own log-in, which came
 * from Cognito itself, and never for tokens that somebody sent.
 *
 * @param idToken who the user is
 * @param accessToken what the user may do
 * @param refreshToken gets new ones, or null if the service gave none
 * @param expiration when the first of id and access token stops to work
 */
public record CognitoTokens(
    String idToken, String accessToken, @Nullable String refreshToken, Instant expiration) {
  /** Checks that nothing is missing. */
  public CognitoTokens {
    Objects.requireNonNull(idToken, "idToken");
    Objects.requireNonNull(accessToken, "accessToken");
    Objects.requireNonNull(expiration, "expiration");
  }

  /**
   * The user's {@code sub}, not verified.
   *
   * @throws IllegalArgumentException if the id token is not one of Cognito
   */
  public UUID userId() {
    return UUID.fromString(idClaims().getString("sub", ""));
  }

  /**
   * The claims of the id token, not verified.
   *
   * @throws IllegalArgumentException if it is no JSON web token
   */
  public JsonObject idClaims() {
    return TokenClaims.of(idToken);
  }

  /**
   * The claims of the access token, not verified.
   *
   * @throws IllegalArgumentException if it is no JSON web token
   */
  public JsonObject accessClaims() {
    return TokenClaims.of(accessToken);
  }

  @Override
  public String toString() {
    return "CognitoTokens[expiration=" + expiration + "]";
  }
}
