package io.saigon.cognito;

import io.saigon.api.AuthenticationException;
import io.saigon.api.AuthenticationException.Reason;
import io.saigon.api.AwsCredentials;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.IamCredentials;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** One user's tokens and credentials; what is here never leaves it for another user. */
final class Session implements CognitoSession {
  private final String username;
  private final UUID userId;
  private final Logins logins;
  private final AppClient client;
  private final IdentityPool identities;
  private final Renewing<CognitoTokens> tokens;
  private final Renewing<IamCredentials> credentials;

  Session(
      Vertx vertx,
      Clock clock,
      String username,
      CognitoTokens first,
      Logins logins,
      AppClient client,
      IdentityPool identities) {
    this.username = username;
    this.userId = first.userId();
    this.logins = logins;
    this.client = client;
    this.identities = identities;
    this.tokens =
        new Renewing<>(
            vertx, clock, CognitoTokens::expiration, this::renewTokens, this::tokensNotRenewed);
    this.credentials =
        new Renewing<>(vertx, clock, Session::expiration, this::renewCredentials, failure -> {});
    tokens.set(first);
  }

  @Override
  public String username() {
    return username;
  }

  @Override
  public UUID userId() {
    return userId;
  }

  @Override
  public Future<CognitoTokens> tokens() {
    return tokens.get();
  }

  @Override
  public Future<IamCredentials> iamCredentials() {
    return credentials.get();
  }

  @Override
  public Future<AwsCredentials> credentials() {
    return iamCredentials().map(IamCredentials::credentials);
  }

  @Override
  public Future<Void> logout() {
    CognitoTokens last = tokens.peek();
    AuthenticationException over =
        new AuthenticationException(
            Reason.SESSION_EXPIRED, "The user has logged out; log in again", null, null);
    tokens.forget(over);
    credentials.forget(over);
    String refreshToken = last == null ? null : last.refreshToken();
    return refreshToken == null ? Future.succeededFuture() : client.revoke(refreshToken);
  }

  private Future<CognitoTokens> renewTokens() {
    CognitoTokens old = tokens.peek();
    if (old == null || old.refreshToken() == null) {
      return Future.failedFuture(
          new AuthenticationException(
              Reason.SESSION_EXPIRED,
              "The tokens have expired and came without a refresh token; log in again",
              null,
              null));
    }
    return logins.refresh(old);
  }

  private void tokensNotRenewed(Throwable failure) {
    // Cognito's refusal of a refresh token is final; anything else may pass.
    if (failure instanceof AuthenticationException refused
        && refused.reason() != Reason.TOO_MANY_ATTEMPTS) {
      tokens.end(failure);
    }
  }

  private Future<IamCredentials> renewCredentials() {
    IamCredentials old = credentials.peek();
    return tokens
        .get()
        .compose(
            valid ->
                old == null
                    ? identities.credentials(valid.idToken())
                    : identities.credentials(old.identityId(), valid.idToken()));
  }

  private static Instant expiration(IamCredentials credentials) {
    Instant expiration = credentials.credentials().expiration();
    return expiration == null ? Instant.MAX : expiration;
  }

  @Override
  public String toString() {
    return "CognitoSession[username=" + username + ", userId=" + userId + "]";
  }
}
