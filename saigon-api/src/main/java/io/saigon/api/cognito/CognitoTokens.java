package io.saigon.api.cognito;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of a logged-in user; all left out of {@link #toString()}.
 *
 * <p>Claims are read here without verification: right for tokens of one's own log-in, which came
 * from Cognito itself, and never for tokens of a received request.
 *
 * @param idToken token with the user's identity
 * @param accessToken token with the user's permissions
 * @param refreshToken token for new ones, or null if the service gave none
 * @param expiration time at which the first of id and access token expires
 * @param device the credentials of the device that logged in, without which a pool that tracks
 *     devices refuses a refresh; null in other pools
 */
public record CognitoTokens(
    String idToken,
    String accessToken,
    @Nullable String refreshToken,
    Instant expiration,
    @Nullable DeviceCredentials device) {
  /**
   * Creates tokens, and checks that nothing is missing.
   *
   * @param idToken token with the user's identity
   * @param accessToken token with the user's permissions
   * @param refreshToken token for new ones, or null if the service gave none
   * @param expiration time at which the first of id and access token expires
   * @param device the credentials of the device that logged in, or null
   */
  public CognitoTokens {
    Objects.requireNonNull(idToken, "idToken");
    Objects.requireNonNull(accessToken, "accessToken");
    Objects.requireNonNull(expiration, "expiration");
  }

  /**
   * Creates tokens of a pool that does not track devices.
   *
   * @param idToken token with the user's identity
   * @param accessToken token with the user's permissions
   * @param refreshToken token for new ones, or null if the service gave none
   * @param expiration time at which the first of id and access token expires
   */
  public CognitoTokens(
      String idToken, String accessToken, @Nullable String refreshToken, Instant expiration) {
    this(idToken, accessToken, refreshToken, expiration, null);
  }

  /**
   * Returns the user's {@code sub}, not verified.
   *
   * @return the id
   * @throws IllegalArgumentException if the id token is not one of Cognito
   */
  public UUID userId() {
    return UUID.fromString(idClaims().getString("sub", ""));
  }

  /**
   * Returns the claims of the id token, not verified.
   *
   * @return the claims
   * @throws IllegalArgumentException if it is no JSON web token
   */
  public JsonObject idClaims() {
    return TokenClaims.of(idToken);
  }

  /**
   * Returns the claims of the access token, not verified.
   *
   * @return the claims
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
