package io.saigon.api.cognito;

import io.vertx.core.Future;
import java.util.List;

/**
 * Administration of the users of one pool; needs AWS credentials that may do so.
 *
 * <p>Futures complete on the caller's context; they fail with {@link
 * io.saigon.api.error.NotFoundException}, {@link io.saigon.api.error.AccessDeniedException}, {@link
 * io.saigon.api.error.ThrottledException}, {@link io.saigon.api.error.TransportException} or
 * another {@link io.saigon.api.error.SaigonException}; with {@link
 * io.saigon.api.error.ClosedException} at once after the {@link io.saigon.api.Saigon} is closed,
 * and when it closes during the call.
 */
public interface CognitoIdp {
  /**
   * Returns the id of the pool.
   *
   * @return such as {@code eu-west-1_AbCdEf123}
   */
  String userPoolId();

  /**
   * Returns the AWS region of the pool.
   *
   * @return such as {@code eu-west-1}
   */
  String region();

  /**
   * Returns the pool's issuer without scheme, the key of an identity pool's logins.
   *
   * @return such as {@code cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123}
   */
  String cognitoUrl();

  /**
   * Creates a user, or finds the one who exists. Idempotent, also when two callers race.
   *
   * @param request the user
   * @return the user; a failure after the creation is an {@link IncompleteUserException}, which
   *     names the user
   */
  Future<CreatedUser> createUser(CreateUserRequest request);

  /**
   * Creates a user with the defaults of {@link CreateUserRequest#of}.
   *
   * @param username user name, or an e-mail address as alias
   * @return the user; fails as {@link #createUser(CreateUserRequest)} does
   */
  default Future<CreatedUser> createUser(String username) {
    return createUser(CreateUserRequest.of(username));
  }

  /**
   * Deletes a user.
   *
   * @param username user name or alias
   * @return true, or false if there was none
   */
  Future<Boolean> deleteUser(String username);

  /**
   * Confirms a sign-up as an administrator.
   *
   * @param username user name or alias
   * @return completes when the user is confirmed; fails if the user was confirmed before
   */
  Future<Void> confirmUser(String username);

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
   * Revokes all refresh tokens of a user, on all devices, as an administrator. Id and access tokens
   * work until they expire with services that don't consult Cognito.
   *
   * @param username user name or alias
   * @return completes when the tokens are revoked
   */
  Future<Void> signOutUser(String username);
}
