package io.saigon.api.cognito;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/**
 * Sessions of many users, at most one a user, bounded in number. A session that makes room for
 * another, or for a later one of the same user, is removed here and stays valid for its holders. A
 * session of another user never takes its place, whatever that user's name.
 *
 * <p>Safe for use from any thread. After close futures fail with {@link
 * io.saigon.api.error.ClosedException}, and {@link #add} and {@link #find(UUID)} throw it.
 */
public interface CognitoSessions {
  /**
   * Keeps a session of the same pool and app client, as in {@code
   * client.openSession(request).map(sessions::add)}.
   *
   * <p>If a live session of another user goes by the same name, {@link #find(String)} leads to the
   * user who logged in last by {@link CognitoClient#openSession}, and to the other one only {@link
   * #find(UUID)}. Restored sessions, and sessions of given tokens, take no name from another user.
   *
   * @param session session to keep
   * @return the same session
   */
  CognitoSession add(CognitoSession session);

  /**
   * Finds the session of a user by {@code sub}.
   *
   * @param userId the user's {@code sub}
   * @return the session, or empty
   */
  Optional<CognitoSession> find(UUID userId);

  /**
   * Finds the session of a user by the very name that the user logged in with; that of the last to
   * log in, where the name passed from one user to another.
   *
   * @param username name as it was used for the log-in
   * @return the session, or empty
   */
  Optional<CognitoSession> find(String username);

  /**
   * Logs a user out and removes the session.
   *
   * @param userId the user's {@code sub}
   * @return true, or false if there was no session
   */
  Future<Boolean> logout(UUID userId);

  /**
   * Returns the number of sessions.
   *
   * @return at least 0
   */
  int size();
}
