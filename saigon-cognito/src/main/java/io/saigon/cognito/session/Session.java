package io.saigon.cognito.session;

import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.IamCredentials;
import io.saigon.api.context.CallerContext;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.ClosedException;
import io.saigon.api.error.ServiceException;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One user's tokens and credentials, never shared with another user. */
public final class Session implements CognitoSession {
  private static final AtomicLong LOGINS = new AtomicLong();

  private static final Handler<Throwable> NO_HANDLER = failure -> {};

  private final SessionContext client;
  private final String username;
  private final UUID userId;
  private final long loginNumber;
  private final RefreshingValue<CognitoTokens> tokens;
  // Made on first use, as many sessions are of use for their tokens alone.
  private @Nullable RefreshingValue<IamCredentials> credentials;
  private volatile @Nullable SharedTokens shared;
  private volatile @Nullable String identityId;
  private volatile Handler<Throwable> onFailure = NO_HANDLER;
  private @Nullable Throwable lastReported;

  /**
   * Creates a session.
   *
   * @param afterLogin whether the user pool has just logged the user in by the state's name
   */
  public Session(SessionContext client, SessionState initial, boolean afterLogin) {
    this.client = client;
    this.username = initial.username();
    this.userId = initial.tokens().userId();
    this.identityId = initial.identityId();
    this.loginNumber = afterLogin ? LOGINS.incrementAndGet() : 0;
    this.tokens = new RefreshingValue<>(new TokenSource());
    tokens.set(initial.tokens());
  }

  private abstract class Source<T> implements RefreshingValue.Source<T> {
    @Override
    public Vertx vertx() {
      return client.lifetime().vertx();
    }

    @Override
    public Clock clock() {
      return client.clock();
    }
  }

  private final class TokenSource extends Source<CognitoTokens> {
    @Override
    public Instant expiration(CognitoTokens value) {
      return value.expiration();
    }

    @Override
    public Future<CognitoTokens> renewal() {
      return renewTokens();
    }

    @Override
    public void failed(Throwable failure) {
      tokensNotRenewed(failure);
    }
  }

  private final class CredentialsSource extends Source<IamCredentials> {
    @Override
    public Instant expiration(IamCredentials value) {
      return expirationHere(value);
    }

    @Override
    public Future<IamCredentials> renewal() {
      return renewCredentials();
    }

    @Override
    public void failed(Throwable failure) {
      report(failure);
    }
  }

  private RefreshingValue<IamCredentials> credentialsValue() {
    synchronized (tokens) {
      RefreshingValue<IamCredentials> known = credentials;
      if (known == null) {
        known = new RefreshingValue<>(new CredentialsSource());
        credentials = known;
      }
      return known;
    }
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
    return client.lifetime().call(tokens::get);
  }

  @Override
  public Future<IamCredentials> iamCredentials() {
    return withIdentityPool(() -> credentialsValue().get());
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
                credentialsValue()
                    .getReplacing(
                        known -> known.credentials().accessKeyId().equals(refused.accessKeyId())))
        .map(IamCredentials::credentials);
  }

  private Future<IamCredentials> withIdentityPool(Supplier<Future<IamCredentials>> call) {
    return client
        .lifetime()
        .call(() -> client.renewals().withoutCredentials().map(this::failed).orElseGet(call));
  }

  private Future<IamCredentials> failed(Throwable failure) {
    return CallerContext.current(client.lifetime().vertx()).failed(failure);
  }

  @Override
  public void onRenewalFailure(Handler<Throwable> handler) {
    Objects.requireNonNull(handler, "handler");
    Context context = client.lifetime().vertx().getOrCreateContext();
    onFailure = failure -> context.runOnContext(run -> handler.handle(failure));
  }

  @Override
  public Buffer save() {
    client.lifetime().requireOpen();
    CognitoTokens current = tokens.peek();
    if (current == null) {
      throw loggedOut();
    }
    return SavedSession.write(new SessionState(username, current, identityId), client.config());
  }

  @Override
  public Future<Void> logout() {
    return client.lifetime().call(this::end);
  }

  private Future<Void> end() {
    CognitoTokens current = tokens.peek();
    endWith(loggedOut());
    SharedTokens store = shared;
    return store == null || current == null ? revoke(current) : endOnAllNodes(store, current);
  }

  // Another node may have renewed the tokens since.
  private Future<Void> endOnAllNodes(SharedTokens store, CognitoTokens current) {
    return store
        .remove()
        .transform(
            removed ->
                Future.join(revoke(current), revokeOther(current, removed.result()))
                    .compose(
                        revoked ->
                            removed.succeeded()
                                ? Future.succeededFuture()
                                : Future.failedFuture(removed.cause())));
  }

  private Future<Void> revokeOther(CognitoTokens current, @Nullable CognitoTokens last) {
    return last == null || StoredSessions.isSame(current, last)
        ? Future.succeededFuture()
        : revoke(last);
  }

  private Future<Void> revoke(@Nullable CognitoTokens last) {
    String refreshToken = last == null ? null : last.refreshToken();
    return refreshToken == null ? Future.succeededFuture() : client.renewals().revoke(refreshToken);
  }

  /** Ends the session here, without a call. */
  void endWith(Throwable reason) {
    tokens.clear(reason);
    credentialsValue().clear(reason);
  }

  /** Returns whether a client made this. */
  boolean isOf(SessionContext other) {
    return client.lifetime() == other.lifetime() && client.config().equals(other.config());
  }

  /** Keeps the tokens in a store from now on, by which nodes renew them together. */
  void share(SharedTokens store) {
    shared = store;
  }

  /** Takes tokens of the same user that another node has renewed. */
  void replace(CognitoTokens renewed) {
    tokens.set(requireSameUser(renewed));
  }

  /** Returns whether these are the session's current tokens. */
  boolean has(CognitoTokens other) {
    CognitoTokens current = tokens.peek();
    return current != null && StoredSessions.isSame(current, other);
  }

  /** Returns the state, or null after a logout. */
  @Nullable SessionState state() {
    CognitoTokens current = tokens.peek();
    return current == null ? null : new SessionState(username, current, identityId);
  }

  static AuthenticationException loggedOut() {
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
    SharedTokens store = shared;
    return (store == null ? client.renewals().tokens(current) : store.renewed(current))
        .map(this::requireSameUser);
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
      credentialsValue().end(failure);
    }
    report(failure);
  }

  // A failed renewal of tokens also fails that of credentials; it is reported once.
  private void report(Throwable failure) {
    if (!(failure instanceof ClosedException) && isNew(failure)) {
      onFailure.handle(failure);
    }
  }

  private boolean isNew(Throwable failure) {
    synchronized (tokens) {
      boolean isNew = lastReported != failure;
      lastReported = failure;
      return isNew;
    }
  }

  private Future<IamCredentials> renewCredentials() {
    IamCredentials former = credentialsValue().peek();
    Instant expires = former == null ? null : expirationHere(former);
    return tokens
        .get()
        .recover(failure -> Future.failedFuture(tokens.reason(failure)))
        .compose(valid -> client.renewals().credentials(identityId, valid.idToken(), expires))
        .onSuccess(renewed -> identityId = renewed.identityId());
  }

  // The expiration of credentials is by AWS's clock. The difference to this machine's clock follows
  // from the tokens, whose expiration is known by both.
  private Instant expirationHere(IamCredentials credentials) {
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
