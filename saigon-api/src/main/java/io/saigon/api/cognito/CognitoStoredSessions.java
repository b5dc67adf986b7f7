package io.saigon.api.cognito;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/**
 * Sessions of many users in a {@link SessionStore} of the application, one a user. Each node keeps
 * those it used last in memory, and finds the others in the store; any node can serve any user.
 *
 * <p>When a session's tokens are due, the node that needs them first renews them and writes them to
 * the store; the others wait for them, so that a refresh token that is rotated is used once. A node
 * that vanishes meanwhile is succeeded by another after twenty seconds. While the store cannot be
 * reached, a session that a node holds serves tokens that are still valid. Each node gets IAM
 * credentials of its own.
 *
 * <p>What is read from the store is verified as {@link CognitoClient#restoreSession} does. Safe for
 * use from any thread. Futures complete on the caller's context; they fail as those of the store
 * do, with {@link io.saigon.api.error.AuthenticationException} if a value is damaged, altered or of
 * another user, and with {@link io.saigon.api.error.ClosedException} after close.
 */
public interface CognitoStoredSessions {
  /**
   * Keeps a session of the client that made this, in place of an earlier one of the same user, and
   * renews it by the store from now on.
   *
   * @param session session to keep
   * @return the same session
   * @throws IllegalArgumentException if another client opened the session
   */
  Future<CognitoSession> add(CognitoSession session);

  /**
   * Finds the session of a user, whichever node it was added on.
   *
   * @param userId the user's {@code sub}
   * @return the session, with the newest tokens; empty if there is none, or the user has logged out
   *     on any node
   */
  Future<Optional<CognitoSession>> find(UUID userId);

  /**
   * Logs a user out on all nodes: removes the session from the store, and revokes its refresh
   * token. {@link CognitoSession#logout()} of a kept session does the same. Another node that holds
   * the session serves its tokens until they expire, and does not find it any more.
   *
   * @param userId the user's {@code sub}
   * @return true, or false if there was no session
   */
  Future<Boolean> logout(UUID userId);
}
