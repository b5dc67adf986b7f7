package io.saigon.cognito;

import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.api.cognito.TokenUse;
import io.saigon.api.cognito.VerifiedToken;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.Stream;

/** Verifies saved sessions: that both tokens are the pool's, of one user, who bears the name. */
final class SavedSessions {
  private final Verifier verifier;

  SavedSessions(Lifetime lifetime, CognitoClientConfig config, PoolKeys keys, Clock clock) {
    this.verifier =
        new Verifier(
            lifetime,
            clock,
            CognitoVerifierConfig.of(config.userPoolId(), config.clientId())
                .withUses(TokenUse.ID, TokenUse.ACCESS),
            pool -> keys);
  }

  Future<SavedSession> verified(SavedSession saved) {
    CognitoTokens tokens = saved.tokens();
    return verifier
        .verifyIssued(tokens.idToken())
        .compose(
            id ->
                verifier
                    .verifyIssued(tokens.accessToken())
                    .compose(access -> bound(saved, id, access)));
  }

  private static Future<SavedSession> bound(
      SavedSession saved, VerifiedToken id, VerifiedToken access) {
    boolean own =
        id.use() == TokenUse.ID
            && access.use() == TokenUse.ACCESS
            && id.subject().equals(access.subject())
            && UserNames.confirmed(id.claims()).contains(saved.username());
    return own
        ? Future.succeededFuture(withoutLaterExpiration(saved, id, access))
        : Future.failedFuture(SavedSession.altered());
  }

  // Who stored the session may have written any expiration.
  private static SavedSession withoutLaterExpiration(
      SavedSession saved, VerifiedToken id, VerifiedToken access) {
    CognitoTokens tokens = saved.tokens();
    Instant first =
        Stream.of(tokens.expiration(), id.expiration(), access.expiration())
            .min(Instant::compareTo)
            .orElseThrow();
    return new SavedSession(
        saved.username(),
        new CognitoTokens(tokens.idToken(), tokens.accessToken(), tokens.refreshToken(), first),
        saved.identityId());
  }
}
