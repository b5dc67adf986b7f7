package io.saigon.cognito;

import io.saigon.api.ConfigurationException;
import io.saigon.api.ServiceException;
import io.saigon.api.cognito.CognitoClientConfig;
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
  private final CognitoClientConfig config;

  Tokens(Clock clock, CognitoClientConfig config) {
    this.clock = clock;
    this.config = config;
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
    checkIssuer(tokens);
    Instant ofIdToken = clock.instant().plusSeconds(lifetime(tokens));
    return ofIdToken.isBefore(tokens.expiration())
        ? new CognitoTokens(
            tokens.idToken(), tokens.accessToken(), tokens.refreshToken(), ofIdToken)
        : tokens;
  }

  // The password alone goes to the app client, whatever pool that belongs to.
  private void checkIssuer(CognitoTokens tokens) {
    String issuer = "https://" + config.idp().cognitoUrl();
    if (!issuer.equals(claims(tokens).getValue("iss"))) {
      throw new ConfigurationException(
          "The app client %s does not belong to the user pool %s; correct the user pool id or the client id"
              .formatted(config.clientId(), config.userPoolId()));
    }
  }

  private static JsonObject claims(CognitoTokens tokens) {
    try {
      return tokens.idClaims();
    } catch (IllegalArgumentException e) {
      throw unusable();
    }
  }

  // Cognito tells the access token's lifetime; the id token may have a shorter one. Differences of
  // its own times hold on a machine whose clock is wrong, too.
  private static long lifetime(CognitoTokens tokens) {
    try {
      JsonObject claims = claims(tokens);
      return Math.min(MOST, expires(claims) - claims.getLong("iat", 0L));
    } catch (ClassCastException e) {
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
