package io.saigon.cognito.session;

import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.IamCredentials;
import io.saigon.api.context.CallerContext;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.ClosedException;
import io.saigon.api.error.ServiceException;
import io.saigon.cognito.service.ClientLifetime;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One user's tokens and credentials, never shared with another user. */
public final class Session implements CognitoSession {
  private static final AtomicLong LOGINS = new AtomicLong();

  private final ClientLifetime lifetime;
  private final CognitoClientConfig config;
  private final String username;
  private final UUID userId;
  private final long loginNumber;
  private final Renewals renewals;
  private final RefreshingValue<CognitoTokens> tokens;
  private final RefreshingValue<IamCredentials> credentials;
  private volatile @Nullable String identityId;
  private volatile Handler<Throwable> onFailure = failure -> {};
  private final AtomicReference<@Nullable Throwable> lastReported = new AtomicReference<>();

  /**
   * Creates a session.
   *
   * @param afterLogin whether the user pool has just logged the user in by the state's name
   */
  public Session(
      ClientLifetime lifetime,
      Clock clock,
      CognitoClientConfig config,
      SessionState initial,
      Renewals renewals,
      boolean afterLogin) {
    Vertx vertx = lifetime.vertx();
    this.lifetime = lifetime;
    this.config = config;
    this.username = initial.username();
    this.userId = initial.tokens().userId();
    this.identityId = initial.identityId();
    this.renewals = renewals;
    this.loginNumber = afterLogin ? LOGINS.incrementAndGet() : 0;
    this.tokens =
        new RefreshingValue<>(
            vertx, clock, CognitoTokens::expiration, this::renewTokens, this::tokensNotRenewed);
    this.credentials =
        new RefreshingValue<>(vertx, clock, this::expiration, this::renewCredentials, this::report);
    tokens.set(initial.tokens());
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
    return withIdentityPool(credentials::get);
  }

  @Override
  public Future<AwsCredentials> credentials() {
    return iamCredentials().map(IamCredentials::credentials);
  }

  @Override
  public Future<AwsCredentials> renewed(AwsCredentials refused) {
    Objects.requireNonNull(refused, "refused");
    return withIdentityPool(
            () ->
                credentials.getReplacing(
                    known -> known.credentials().accessKeyId().equals(refused.accessKeyId())))
        .map(IamCredentials::credentials);
  }

  private Future<IamCredentials> withIdentityPool(Supplier<Future<IamCredentials>> call) {
    return lifetime.call(() -> renewals.withoutCredentials().map(this::failed).orElseGet(call));
  }

  private Future<IamCredentials> failed(Throwable failure) {
    return CallerContext.current(lifetime.vertx()).failed(failure);
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
    CognitoTokens current = tokens.peek();
    if (current == null) {
      throw loggedOut();
    }
    return SavedSession.write(new SessionState(username, current, identityId), config);
  }

  @Override
  public Future<Void> logout() {
    return lifetime.call(this::end);
  }

  private Future<Void> end() {
    CognitoTokens current = tokens.peek();
    AuthenticationException loggedOut = loggedOut();
    tokens.clear(loggedOut);
    credentials.clear(loggedOut);
    String refreshToken = current == null ? null : current.refreshToken();
    return refreshToken == null ? Future.succeededFuture() : renewals.revoke(refreshToken);
  }

  private static AuthenticationException loggedOut() {
    return new AuthenticationException(
        Reason.SESSION_EXPIRED, "The user has logged out; log in again", null, null);
  }

  /** Returns whether the user logged out, or the user pool refused to renew the tokens. */
  boolean hasEnded() {
    return tokens.hasEnded();
  }

  /** Returns the number of the log-in by the user's name, which later ones exceed, or 0. */
  long loginNumber() {
    return loginNumber;
  }

  private Future<CognitoTokens> renewTokens() {
    CognitoTokens current = tokens.peek();
    if (current == null || current.refreshToken() == null) {
      return Future.failedFuture(
          new AuthenticationException(
              Reason.SESSION_EXPIRED,
              "The tokens have expired and came without a refresh token; log in again",
              null,
              null));
    }
    return renewals.tokens(current).map(this::requireSameUser);
  }

  private CognitoTokens requireSameUser(CognitoTokens renewed) {
    if (!renewed.userId().equals(userId)) {
      throw new ServiceException(
          "The user pool answered with another user's tokens; check who answers at the endpoint",
          null,
          null);
    }
    return renewed;
  }

  private void tokensNotRenewed(Throwable failure) {
    // A refused refresh token stays refused; other failures may be transient.
    if (failure instanceof AuthenticationException refused
        && refused.reason() != Reason.TOO_MANY_ATTEMPTS) {
      tokens.end(failure);
      credentials.end(failure);
    }
    report(failure);
  }

  // A failed renewal of tokens also fails that of credentials; it is reported once.
  private void report(Throwable failure) {
    if (!(failure instanceof ClosedException) && lastReported.getAndSet(failure) != failure) {
      onFailure.handle(failure);
    }
  }

  private Future<IamCredentials> renewCredentials() {
    IamCredentials former = credentials.peek();
    Instant expires = former == null ? null : expiration(former);
    return tokens
        .get()
        .recover(failure -> Future.failedFuture(tokens.reason(failure)))
        .compose(valid -> renewals.credentials(identityId, valid.idToken(), expires))
        .onSuccess(renewed -> identityId = renewed.identityId());
  }

  // The expiration of credentials is by AWS's clock. The difference to this machine's clock follows
  // from the tokens, whose expiration is known by both.
  private Instant expiration(IamCredentials credentials) {
    Instant expiration = credentials.credentials().expiration();
    CognitoTokens known = tokens.peek();
    if (expiration == null || known == null) {
      return Instant.MAX;
    }
    long expirationByAws =
        Math.min(expirationSeconds(known.idClaims()), expirationSeconds(known.accessClaims()));
    return expirationByAws == Long.MAX_VALUE
        ? expiration
        : expiration.plus(
            Duration.between(Instant.ofEpochSecond(expirationByAws), known.expiration()));
  }

  private static long expirationSeconds(JsonObject claims) {
    return claims.getLong("exp", Long.MAX_VALUE);
  }

  @Override
  public String toString() {
    return "CognitoSession[username=" + username + ", userId=" + userId + "]";
  }
}
