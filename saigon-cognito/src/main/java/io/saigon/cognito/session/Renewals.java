package io.saigon.cognito.session;

import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.IamCredentials;
import io.saigon.cognito.identity.IdentityPool;
import io.saigon.cognito.idp.CognitoErrors;
import io.saigon.cognito.idp.Logins;
import io.saigon.cognito.service.CognitoMonitor;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Renewal calls of one client's sessions, within limits. */
public final class Renewals {
  private final Logins logins;
  private final IdentityPool identities;
  private final CognitoMonitor monitor;
  // Two limits, because a renewal of credentials may wait for one of tokens.
  private final RenewalLimiter tokenLimiter;
  private final RenewalLimiter credentialsLimiter;

  public Renewals(Logins logins, IdentityPool identities, CognitoMonitor monitor) {
    this(logins, identities, monitor, new RenewalLimiter(), new RenewalLimiter());
  }

  private Renewals(
      Logins logins,
      IdentityPool identities,
      CognitoMonitor monitor,
      RenewalLimiter tokenLimiter,
      RenewalLimiter credentialsLimiter) {
    this.logins = logins;
    this.identities = identities;
    this.monitor = monitor;
    this.tokenLimiter = tokenLimiter;
    this.credentialsLimiter = credentialsLimiter;
  }

  /** Returns renewals of the same limits by other calls. */
  public Renewals with(Logins others) {
    return new Renewals(others, identities, monitor, tokenLimiter, credentialsLimiter);
  }

  /** Returns the failure of sessions without an identity pool, or empty with one. */
  Optional<Throwable> withoutCredentials() {
    return identities.isConfigured() ? Optional.empty() : Optional.of(identities.notConfigured());
  }

  Future<CognitoTokens> tokens(CognitoTokens current) {
    return monitor.renewal(
        "tokens", current.expiration(), () -> tokenLimiter.run(() -> logins.refresh(current)));
  }

  /**
   * Gets credentials.
   *
   * @param expiration when the former ones expire, or null if there are none
   */
  Future<IamCredentials> credentials(
      @Nullable String identityId, String idToken, @Nullable Instant expiration) {
    return monitor.renewal(
        "credentials",
        expiration,
        () ->
            credentialsLimiter.run(
                () ->
                    identityId == null
                        ? identities.credentials(idToken)
                        : forIdentity(identityId, idToken)));
  }

  // The user gets a new identity if this one was deleted.
  private Future<IamCredentials> forIdentity(String identityId, String idToken) {
    return identities
        .credentials(identityId, idToken)
        .recover(
            failure ->
                CognitoErrors.is(failure, CognitoErrors.NOT_FOUND)
                    ? identities.credentials(idToken)
                    : Future.failedFuture(failure));
  }

  Future<Void> revoke(String refreshToken) {
    return logins.revoke(refreshToken);
  }
}
