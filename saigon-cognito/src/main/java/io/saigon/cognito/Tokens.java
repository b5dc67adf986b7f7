package io.saigon.cognito;

import io.saigon.api.ServiceException;
import io.saigon.api.cognito.CognitoTokens;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;

/** Cognito's results as tokens, with an expiration by this machine's clock. */
final class Tokens {
  private static final long MOST = Duration.ofDays(1).toSeconds();

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
    if (result == null
        || result.idToken() == null
        || result.accessToken() == null
        || result.expiresIn() == null) {
      throw unusable();
    }
    CognitoTokens tokens =
        new CognitoTokens(
            result.idToken(),
            result.accessToken(),
            result.refreshToken() == null ? refreshToken : result.refreshToken(),
            clock.instant().plusSeconds(result.expiresIn()));
    Instant ofIdToken = clock.instant().plusSeconds(lifetime(tokens));
    return ofIdToken.isBefore(tokens.expiration())
        ? new CognitoTokens(
            tokens.idToken(), tokens.accessToken(), tokens.refreshToken(), ofIdToken)
        : tokens;
  }

  // Cognito tells the access token's lifetime; the id token may have a shorter one. Differences of
  // its own times hold on a machine whose clock is wrong, too.
  private static long lifetime(CognitoTokens tokens) {
    try {
      JsonObject claims = tokens.idClaims();
      return Math.min(MOST, expires(claims) - claims.getLong("iat", 0L));
    } catch (IllegalArgumentException | ClassCastException e) {
      throw unusable();
    }
  }

  private static ServiceException unusable() {
    return new ServiceException(
        "The user pool gave neither a challenge nor tokens that are any; check who answers at the endpoint",
        null,
        null);
  }

  /** When a token expires by Cognito's clock, in seconds since the epoch. */
  static long expires(JsonObject claims) {
    return claims.getLong("exp", Long.MAX_VALUE);
  }
}
