package io.saigon.cognito.idp;

import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.DeviceCredentials;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.ServiceException;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;

/** Creates tokens from authentication results, with an expiration by this machine's clock. */
final class TokenFactory {
  private static final long MAX_LIFETIME_SECONDS = Duration.ofDays(1).toSeconds();

  private final Clock clock;
  private final CognitoClientConfig config;

  TokenFactory(Clock clock, CognitoClientConfig config) {
    this.clock = clock;
    this.config = config;
  }

  /**
   * Creates the tokens of a result.
   *
   * @param refreshToken the current one, kept unless the result holds another
   * @param device the device that logged in, or null
   */
  CognitoTokens of(
      AuthResult authenticated, @Nullable String refreshToken, @Nullable DeviceCredentials device) {
    AuthenticationResultType result = authenticated.result();
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
            clock.instant().plusSeconds(result.expiresIn()),
            device);
    checkIssuer(tokens);
    checkUser(tokens);
    Instant ofIdToken = clock.instant().plusSeconds(lifetime(tokens));
    return ofIdToken.isBefore(tokens.expiration())
        ? new CognitoTokens(
            tokens.idToken(), tokens.accessToken(), tokens.refreshToken(), ofIdToken, device)
        : tokens;
  }

  // A log-in by password names the app client alone, which may belong to another pool.
  private void checkIssuer(CognitoTokens tokens) {
    String issuer = "https://" + config.idp().cognitoUrl();
    if (!issuer.equals(claims(tokens).getValue("iss"))) {
      throw new ConfigurationException(
          "The app client %s does not belong to the user pool %s; correct the user pool id or the client id"
              .formatted(config.clientId(), config.userPoolId()));
    }
  }

  private static void checkUser(CognitoTokens tokens) {
    try {
      var unused = tokens.userId();
    } catch (IllegalArgumentException | ClassCastException e) {
      throw unusable();
    }
  }

  private static JsonObject claims(CognitoTokens tokens) {
    try {
      return tokens.idClaims();
    } catch (IllegalArgumentException e) {
      throw unusable();
    }
  }

  // expiresIn is the access token's lifetime; the ID token's may be shorter. The difference of exp
  // and iat is right even if this machine's clock is not.
  private static long lifetime(CognitoTokens tokens) {
    try {
      JsonObject claims = claims(tokens);
      return Math.min(
          MAX_LIFETIME_SECONDS, claims.getLong("exp", Long.MAX_VALUE) - claims.getLong("iat", 0L));
    } catch (ClassCastException e) {
      throw unusable();
    }
  }

  private static ServiceException unusable() {
    return new ServiceException(
        "The user pool answered neither a challenge nor tokens that can be read; check who answers at the endpoint",
        null,
        null);
  }
}
