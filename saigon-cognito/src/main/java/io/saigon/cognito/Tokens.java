package io.saigon.cognito;

import io.saigon.api.ServiceException;
import io.saigon.api.cognito.CognitoTokens;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;

/** Cognito's results as tokens, with an expiration by this machine's clock. */
final class Tokens {
  private final Clock clock;

  Tokens(Clock clock) {
    this.clock = clock;
  }

  /**
   * Reads a result.
   *
   * @param refreshToken the one in use, which stays unless the result brings another
   */
  CognitoTokens of(Step step, @Nullable String refreshToken) {
    AuthenticationResultType result = step.result();
    if (result == null || result.idToken() == null || result.accessToken() == null) {
      throw new ServiceException(
          "The user pool gave neither tokens nor a challenge; check who answers at the endpoint",
          null,
          null);
    }
    CognitoTokens tokens =
        new CognitoTokens(
            result.idToken(),
            result.accessToken(),
            result.refreshToken() == null ? refreshToken : result.refreshToken(),
            Instant.MAX);
    return new CognitoTokens(
        tokens.idToken(),
        tokens.accessToken(),
        tokens.refreshToken(),
        clock.instant().plusSeconds(Math.min(result.expiresIn(), lifetime(tokens.idClaims()))));
  }

  // Cognito tells the access token's lifetime; the id token may have a shorter one. Differences of
  // its own times hold on a machine whose clock is wrong, too.
  private static long lifetime(JsonObject claims) {
    return claims.getLong("exp", Long.MAX_VALUE) - claims.getLong("iat", 0L);
  }
}
