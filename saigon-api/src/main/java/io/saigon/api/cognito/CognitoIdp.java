package io.saigon.api.cognito;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
   * Returns a view of this whose calls carry data for the pool's Lambda triggers, wherever Cognito
   * takes it.
   *
   * @param context the data, in place of that of this
   * @return the view, which ends with this
   */
  CognitoIdp withCallContext(CognitoCallContext context);

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

  /**
   * Returns a user.
   *
   * @param username user name or alias
   * @return the user; fails with {@link io.saigon.api.error.NotFoundException} if there is none
   */
  Future<CognitoUser> user(String username);

  /**
   * Returns the first page of all users, in no order.
   *
   * @return the page
   */
  default Future<UserPage> users() {
    return users(null, null);
  }

  /**
   * Returns the first page of the users that a filter selects, in no order. Users appear in lists
   * some time after they are created or changed.
   *
   * @param filter the filter
   * @return the page
   */
  default Future<UserPage> users(UserFilter filter) {
    return users(filter, null);
  }

  /**
   * Returns a page of users.
   *
   * @param filter the filter, the same for all pages, or null for all users
   * @param nextToken {@link UserPage#nextToken()} of the page before, or null for the first page
   * @return the page
   */
  Future<UserPage> users(@Nullable UserFilter filter, @Nullable String nextToken);

  /**
   * Deletes attributes of a user.
   *
   * @param username user name or alias
   * @param attributes names, such as {@code nickname}
   * @return completes when the attributes are deleted
   */
  Future<Void> deleteUserAttributes(String username, Set<String> attributes);

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
   * Sets attributes of a user, and leaves the others as they are.
   *
   * @param username user name or alias
   * @param attributes values by name, such as {@code phone_number}; {@code email_verified} and
   *     {@code phone_number_verified} mark an address as verified
   * @return completes when the attributes are set
   */
  Future<Void> updateUserAttributes(String username, Map<String, String> attributes);

  /**
   * Returns the second factors that a user has enabled.
   *
   * @param username user name or alias
   * @return the preference
   */
  Future<MfaPreference> userMfaPreference(String username);

  /**
   * Enables the second factors that a preference names for a user, and disables all others.
   *
   * @param username user name or alias
   * @param preference the factors
   * @return completes when the preference is set; fails if the user lacks the phone number, the
   *     e-mail address or the enrolled authenticator app that a factor needs
   */
  Future<Void> setUserMfaPreference(String username, MfaPreference preference);
}
