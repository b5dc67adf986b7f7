package io.saigon.api.cognito;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A store of the application in which the nodes of a service share the sessions of its users, such
 * as a map of a clustered Vert.x, Redis or a table: {@link CognitoClient#sessions(int,
 * SessionStore)}.
 *
 * <p>The values hold users' tokens: who can read them can act as these users, so keep them as safe
 * as the tokens themselves, encrypted where the store is not the application's own. A value is
 * written again at each renewal, an hour apart as a rule; one that has not been written for as long
 * as the app client's refresh tokens live is of no use and may be dropped.
 *
 * <p>Futures may complete on any context, and should complete soon: calls of a session wait for
 * them.
 */
public interface SessionStore {
  /**
   * Returns the value of a key, the last one that was written.
   *
   * @param key a printable text of 150 characters at most
   * @return the value, or null for none
   */
  Future<@Nullable Buffer> get(String key);

  /**
   * Writes a value if the current one is as expected, in one atomic step among all nodes.
   *
   * @param key a printable text of 150 characters at most
   * @param expected the current value, compared by its content; null for none
   * @param next the value to write, of a few kilobytes; null to remove the key
   * @return true, or false if the current value is another one, and nothing was written
   */
  Future<Boolean> compareAndSet(String key, @Nullable Buffer expected, @Nullable Buffer next);
}
