package io.saigon.cognito.session;

import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.api.cognito.TokenUse;
import io.saigon.api.cognito.VerifiedToken;
import io.saigon.cognito.service.ClientLifetime;
import io.saigon.cognito.verify.JwksCache;
import io.saigon.cognito.verify.TokenVerifier;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.Stream;

/** Verifies restored sessions: both tokens are the pool's and of one user, who has the name. */
public final class SavedSessionVerifier {
  private final TokenVerifier verifier;

  public SavedSessionVerifier(
      ClientLifetime lifetime, CognitoClientConfig config, JwksCache jwks, Clock clock) {
    this.verifier =
        new TokenVerifier(
            lifetime,
            clock,
            CognitoVerifierConfig.of(config.userPoolId(), config.clientId())
                .withUses(TokenUse.ID, TokenUse.ACCESS),
            pool -> jwks);
  }

  public Future<SessionState> verify(SessionState saved) {
    CognitoTokens tokens = saved.tokens();
    return verifier
        .verifyIssued(tokens.idToken())
        .compose(
            id ->
                verifier
                    .verifyIssued(tokens.accessToken())
                    .compose(access -> checkUser(saved, id, access)));
  }

  private static Future<SessionState> checkUser(
      SessionState saved, VerifiedToken id, VerifiedToken access) {
    boolean sameUser =
        id.use() == TokenUse.ID
            && access.use() == TokenUse.ACCESS
            && id.subject().equals(access.subject())
            && UserNames.confirmed(id.claims()).contains(saved.username());
    return sameUser
        ? Future.succeededFuture(withoutLaterExpiration(saved, id, access))
        : Future.failedFuture(SavedSession.altered());
  }

  // The expiration is not signed.
  private static SessionState withoutLaterExpiration(
      SessionState saved, VerifiedToken id, VerifiedToken access) {
    CognitoTokens tokens = saved.tokens();
    Instant earliest =
        Stream.of(tokens.expiration(), id.expiration(), access.expiration())
            .min(Instant::compareTo)
            .orElseThrow();
    return new SessionState(
        saved.username(),
        new CognitoTokens(
            tokens.idToken(),
            tokens.accessToken(),
            tokens.refreshToken(),
            earliest,
            tokens.device()),
        saved.identityId());
  }
}
