package io.saigon.cognito.session;

import io.saigon.api.cognito.CognitoTokens;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tokens of one user in a store, which nodes renew together. */
record SharedTokens(StoredSessions sessions, UUID userId) {
  private static final int MAX_ATTEMPTS = 20;

  /** Returns tokens that are newer than given ones, renewed by this node or by another. */
  Future<CognitoTokens> renewed(CognitoTokens current) {
    return new SharedRenewal(sessions, userId, current).run();
  }

  /** Removes the session from the store, and returns the last tokens, or null if it had none. */
  Future<@Nullable CognitoTokens> remove() {
    sessions.forget(userId);
    return remove(MAX_ATTEMPTS);
  }

  private Future<@Nullable CognitoTokens> remove(int attempts) {
    return sessions.get(userId).compose(value -> remove(value, attempts));
  }

  private Future<@Nullable CognitoTokens> remove(@Nullable Buffer value, int attempts) {
    if (value == null) {
      return Future.succeededFuture(null);
    }
    CognitoTokens last = StoredSession.read(value).state(sessions.client().config()).tokens();
    return sessions
        .compareAndSet(userId, value, null)
        .compose(
            removed ->
                removed || attempts <= 1 ? Future.succeededFuture(last) : remove(attempts - 1));
  }
}
