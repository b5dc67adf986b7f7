package io.saigon.cognito.session;

import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One renewal of tokens among nodes: a node marks the stored session as being renewed, renews, and
 * writes the new tokens; those who find the mark wait for them. A mark that stays the same for too
 * long is of a node that has vanished. Its age is measured by the waiting node alone, so that
 * clocks need not agree.
 */
final class SharedRenewal {
  /** Shorter than the grace period in which a rotated refresh token can be used again. */
  static final Duration MAX_AGE_OF_MARK = Duration.ofSeconds(20);

  private static final long FIRST_PAUSE = 20;
  private static final long LONGEST_PAUSE = 500;

  private final StoredSessions sessions;
  private final UUID userId;
  private final CognitoTokens current;
  private @Nullable String mark;
  private Instant markSince = Instant.MIN;
  private long pause = FIRST_PAUSE;

  SharedRenewal(StoredSessions sessions, UUID userId, CognitoTokens current) {
    this.sessions = sessions;
    this.userId = userId;
    this.current = current;
  }

  Future<CognitoTokens> run() {
    SessionContext client = sessions.client();
    return client.lifetime().call(() -> sessions.get(userId).compose(this::decide));
  }

  private Future<CognitoTokens> decide(@Nullable Buffer value) {
    if (value == null) {
      return Future.failedFuture(loggedOut());
    }
    StoredSession stored = StoredSession.read(value);
    SessionState state = stored.state(sessions.client().config());
    if (!StoredSessions.isSame(state.tokens(), current)
        && state.tokens().expiration().isAfter(current.expiration())) {
      return sessions.verified(userId, state).map(SessionState::tokens);
    }
    String other = stored.renewal();
    return other != null && !isAbandoned(other) ? later() : claim(value, stored, state);
  }

  private boolean isAbandoned(String other) {
    Instant now = sessions.client().clock().instant();
    if (!other.equals(mark)) {
      mark = other;
      markSince = now;
    }
    return !now.isBefore(markSince.plus(MAX_AGE_OF_MARK));
  }

  private Future<CognitoTokens> later() {
    long millis = pause;
    pause = Math.min(2 * pause, LONGEST_PAUSE);
    return sessions
        .client()
        .lifetime()
        .call(() -> sessions.pauses().pause(millis))
        .compose(now -> run());
  }

  private Future<CognitoTokens> claim(Buffer value, StoredSession stored, SessionState state) {
    Buffer marked = stored.withRenewal(UUID.randomUUID().toString()).write();
    return sessions
        .compareAndSet(userId, value, marked)
        .compose(claimed -> claimed ? renew(stored, state, marked) : later());
  }

  private Future<CognitoTokens> renew(StoredSession stored, SessionState state, Buffer marked) {
    return sessions
        .client()
        .renewals()
        .tokens(state.tokens())
        .map(this::requireSameUser)
        .transform(
            renewed ->
                renewed.succeeded()
                    ? publish(state.withTokens(renewed.result()), marked)
                    : release(stored, marked, renewed.cause()));
  }

  // A mistaken answer must not reach the store.
  private CognitoTokens requireSameUser(CognitoTokens renewed) {
    if (!renewed.userId().equals(userId)) {
      throw new ServiceException(
          "The user pool answered with another user's tokens; check who answers at the endpoint",
          null,
          null);
    }
    return renewed;
  }

  private Future<CognitoTokens> publish(SessionState renewed, Buffer marked) {
    Buffer next = StoredSession.of(renewed, sessions.client().config()).write();
    return sessions
        .compareAndSet(userId, marked, next)
        .compose(
            // The user has logged out meanwhile, or logged in again, or another node was faster.
            published -> published ? Future.succeededFuture(renewed.tokens()) : run());
  }

  // A refused refresh token stays refused, so that the other nodes need not try it.
  private Future<CognitoTokens> release(StoredSession stored, Buffer marked, Throwable failure) {
    boolean isRefused =
        failure instanceof AuthenticationException refused
            && refused.reason() != Reason.TOO_MANY_ATTEMPTS;
    return sessions
        .compareAndSet(userId, marked, isRefused ? null : stored.withRenewal(null).write())
        .transform(released -> Future.failedFuture(failure));
  }

  private static AuthenticationException loggedOut() {
    return new AuthenticationException(
        Reason.SESSION_EXPIRED,
        "The user has logged out on another node, or the user pool ended the log-in; log in again",
        null,
        null);
  }
}
