package io.saigon.cognito;

import io.saigon.api.AuthenticationException;
import io.saigon.api.AuthenticationException.Reason;
import io.saigon.api.AwsCredentials;
import io.saigon.api.ClosedException;
import io.saigon.api.ServiceException;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.IamCredentials;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One user's tokens and credentials; what is here never leaves it for another user. */
final class Session implements CognitoSession {
  private final Lifetime lifetime;
  private final CognitoClientConfig config;
  private final String username;
  private final UUID userId;
  private final Renewals renewals;
  private final Renewing<CognitoTokens> tokens;
  private final Renewing<IamCredentials> credentials;
  private volatile @Nullable String identityId;
  private volatile Handler<Throwable> onFailure = failure -> {};
  private final AtomicReference<@Nullable Throwable> told = new AtomicReference<>();

  Session(
      Lifetime lifetime,
      Clock clock,
      CognitoClientConfig config,
      SavedSession begun,
      Renewals renewals) {
    Vertx vertx = lifetime.vertx();
    this.lifetime = lifetime;
    this.config = config;
    this.username = begun.username();
    this.userId = begun.tokens().userId();
    this.identityId = begun.identityId();
    this.renewals = renewals;
    this.tokens =
        new Renewing<>(
            vertx, clock, CognitoTokens::expiration, this::renewTokens, this::tokensNotRenewed);
    this.credentials =
        new Renewing<>(vertx, clock, this::expiration, this::renewCredentials, this::tell);
    tokens.set(begun.tokens());
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
    return lifetime.call(tokens::get);
  }

  @Override
  public Future<IamCredentials> iamCredentials() {
    return lifetime.call(credentials::get);
  }

  @Override
  public Future<AwsCredentials> credentials() {
    return iamCredentials().map(IamCredentials::credentials);
  }

  @Override
  public Future<AwsCredentials> renewed(AwsCredentials refused) {
    Objects.requireNonNull(refused, "refused");
    return lifetime
        .call(
            () ->
                credentials.getInPlaceOf(
                    known -> known.credentials().accessKeyId().equals(refused.accessKeyId())))
        .map(IamCredentials::credentials);
  }

  @Override
  public void onRenewalFailure(Handler<Throwable> handler) {
    Objects.requireNonNull(handler, "handler");
    Context context = lifetime.vertx().getOrCreateContext();
    onFailure = failure -> context.runOnContext(run -> handler.handle(failure));
  }

  @Override
  public Buffer save() {
    lifetime.requireOpen();
    CognitoTokens last = tokens.peek();
    if (last == null) {
      throw loggedOut();
    }
    return new SavedSession(username, last, identityId).write(config);
  }

  @Override
  public Future<Void> logout() {
    return lifetime.call(this::forget);
  }

  private Future<Void> forget() {
    CognitoTokens last = tokens.peek();
    AuthenticationException over = loggedOut();
    tokens.forget(over);
    credentials.forget(over);
    String refreshToken = last == null ? null : last.refreshToken();
    return refreshToken == null ? Future.succeededFuture() : renewals.revoke(refreshToken);
  }

  private static AuthenticationException loggedOut() {
    return new AuthenticationException(
        Reason.SESSION_EXPIRED, "The user has logged out; log in again", null, null);
  }

  /** Whether the log-in is over, by the user's logout or by a refusal of the user pool. */
  boolean isOver() {
    return tokens.hasEnded();
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
    return renewals.tokens(old).map(this::own);
  }

  private CognitoTokens own(CognitoTokens renewed) {
    if (!renewed.userId().equals(userId)) {
      throw new ServiceException(
          "The user pool gave another user's tokens; check who answers at the endpoint",
          null,
          null);
    }
    return renewed;
  }

  private void tokensNotRenewed(Throwable failure) {
    // Cognito's refusal of a refresh token is final; anything else may pass.
    if (failure instanceof AuthenticationException refused
        && refused.reason() != Reason.TOO_MANY_ATTEMPTS) {
      tokens.end(failure);
      credentials.end(failure);
    }
    tell(failure);
  }

  // Tokens that could not be renewed are why credentials could not: one failure, told once.
  private void tell(Throwable failure) {
    if (!(failure instanceof ClosedException) && told.getAndSet(failure) != failure) {
      onFailure.handle(failure);
    }
  }

  private Future<IamCredentials> renewCredentials() {
    return tokens
        .get()
        .recover(failure -> Future.failedFuture(tokens.reason(failure)))
        .compose(valid -> renewals.credentials(identityId, valid.idToken()))
        .onSuccess(renewed -> identityId = renewed.identityId());
  }

  // AWS tells the expiration of credentials by its own clock alone. The tokens tell how far this
  // machine's clock is from that one.
  private Instant expiration(IamCredentials credentials) {
    Instant expiration = credentials.credentials().expiration();
    CognitoTokens known = tokens.peek();
    if (expiration == null || known == null) {
      return Instant.MAX;
    }
    long endsThere =
        Math.min(Tokens.expires(known.idClaims()), Tokens.expires(known.accessClaims()));
    return endsThere == Long.MAX_VALUE
        ? expiration
        : expiration.plus(Duration.between(Instant.ofEpochSecond(endsThere), known.expiration()));
  }

  @Override
  public String toString() {
    return "CognitoSession[username=" + username + ", userId=" + userId + "]";
  }
}
