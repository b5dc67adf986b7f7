package io.saigon.api.cognito;

import io.vertx.core.Future;
import io.vertx.core.streams.ReadStream;
import java.util.List;

/**
 * Administration of the groups of one user pool; needs AWS credentials that may do so. Futures and
 * streams fail as those of {@link CognitoIdp} do.
 */
public interface CognitoGroups {
  /**
   * Lists the names of the pool's groups.
   *
   * @return all names
   */
  Future<List<String>> groups();

  /**
   * Lists the names of the groups that a user is in.
   *
   * @param username user name or alias
   * @return all names
   */
  Future<List<String>> userGroups(String username);

  /**
   * Puts a user into a group; harmless when done twice.
   *
   * @param username user name or alias
   * @param groupName name of the group
   * @return completes when the user is in the group
   */
  Future<Void> addUserToGroup(String username, String groupName);

  /**
   * Takes a user out of a group; harmless when done twice.
   *
   * @param username user name or alias
   * @param groupName name of the group
   * @return completes when the user is not in the group
   */
  Future<Void> removeUserFromGroup(String username, String groupName);

  /**
   * Creates a group.
   *
   * @param group the group
   * @return completes when the group exists; fails if it did before
   */
  Future<Void> createGroup(UserGroup group);

  /**
   * Returns a group.
   *
   * @param name name of the group
   * @return the group; fails with {@link io.saigon.api.error.NotFoundException} if there is none
   */
  Future<UserGroup> group(String name);

  /**
   * Changes a group; what is null stays as it is.
   *
   * @param group the group
   * @return completes when the group is changed; fails with {@link
   *     io.saigon.api.error.NotFoundException} if there is none
   */
  Future<Void> updateGroup(UserGroup group);

  /**
   * Deletes a group, and the memberships in it.
   *
   * @param name name of the group
   * @return true, or false if there was none
   */
  Future<Boolean> deleteGroup(String name);

  /**
   * Lists the users in a group, in no order. A page is requested when the reader has taken those
   * before it. Handlers are called on the context that calls this.
   *
   * @param name name of the group
   * @return the users; fails with {@link io.saigon.api.error.NotFoundException} if there is no such
   *     group
   * @throws io.saigon.api.error.ClosedException after close
   */
  ReadStream<CognitoUser> listUsersInGroup(String name);
}
