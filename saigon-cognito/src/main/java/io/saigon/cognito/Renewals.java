package io.saigon.cognito;

import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.IamCredentials;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Renewals of one client's sessions. */
final class Renewals {
  private final Logins logins;
  private final AppClient client;
  private final IdentityPool identities;
  // Apart, as credentials may have to wait for tokens.
  private final RenewalLimit ofTokens = new RenewalLimit();
  private final RenewalLimit ofCredentials = new RenewalLimit();

  Renewals(Logins logins, AppClient client, IdentityPool identities) {
    this.logins = logins;
    this.client = client;
    this.identities = identities;
  }

  Future<CognitoTokens> tokens(CognitoTokens old) {
    return ofTokens.run(() -> logins.refresh(old));
  }

  Future<IamCredentials> credentials(@Nullable String identityId, String idToken) {
    return ofCredentials.run(
        () -> identityId == null ? identities.credentials(idToken) : ofKnown(identityId, idToken));
  }

  // An identity that was deleted is replaced: the user's next one is as good.
  private Future<IamCredentials> ofKnown(String identityId, String idToken) {
    return identities
        .credentials(identityId, idToken)
        .recover(
            failure ->
                Refusals.is(failure, Refusals.NOT_FOUND)
                    ? identities.credentials(idToken)
                    : Future.failedFuture(failure));
  }

  Future<Void> revoke(String refreshToken) {
    return client.revoke(refreshToken);
  }
}
