package io.saigon.api.cognito;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/**
 * Sessions of many users, at most one a user, bounded in number. A session that makes room for
 * another, or for a later one of the same user, is forgotten here and stays good for those who hold
 * it.
 *
 * <p>Safe for use from any thread.
 */
public interface CognitoSessions {
  /**
   * Logs a user in as {@link CognitoClient#openSession(LoginRequest)} does, and keeps the session.
   */
  Future<CognitoSession> login(LoginRequest request);

  /**
   * Logs a user in as {@link CognitoClient#openSession(LoginRequest, ChallengeResponder)} does, and
   * keeps the session.
   */
  Future<CognitoSession> login(LoginRequest request, ChallengeResponder responder);

  /** Keeps a session of the same pool and app client, such as a restored one. */
  void add(CognitoSession session);

  /** The session of a user by {@code sub}. */
  Optional<CognitoSession> find(UUID userId);

  /** The session of a user by the very name that the user logged in with. */
  Optional<CognitoSession> find(String username);

  /**
   * Logs a user out and forgets the session.
   *
   * @return true, or false if there was no session
   */
  Future<Boolean> logout(UUID userId);

  /** How many sessions are kept. */
  int size();
}
