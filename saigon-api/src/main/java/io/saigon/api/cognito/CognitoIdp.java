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
  /** The pool. */
  String userPoolId();

  /** AWS region of the pool. */
  String region();

  /**
   * The pool's issuer without scheme, such as {@code
   * cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123}: the key of an identity pool's logins.
   */
  String cognitoUrl();

  /**
   * Creates a user, or finds the one who exists. Idempotent, also when two callers race. A failure
   * after the creation is an {@link IncompleteUserException}, which says who exists now.
   */
  Future<CreatedUser> createUser(CreateUserRequest request);

  /** Creates a user with the defaults of {@link CreateUserRequest#of}. */
  default Future<CreatedUser> createUser(String username) {
    return createUser(CreateUserRequest.of(username));
  }

  /**
   * Deletes a user.
   *
   * @return true, or false if there was none
   */
  Future<Boolean> deleteUser(String username);

  /** Confirms a sign-up as an administrator. Fails for a user who is confirmed already. */
  Future<Void> confirmUser(String username);

  /** Names of the pool's groups. */
  Future<List<String>> groups();

  /** Names of the groups that a user is in. */
  Future<List<String>> userGroups(String username);

  /** Puts a user into a group; harmless when done twice. */
  Future<Void> addUserToGroup(String username, String groupName);

  /** Takes a user out of a group; harmless when done twice. */
  Future<Void> removeUserFromGroup(String username, String groupName);

  /**
   * Revokes all refresh tokens of a user, whatever device they are on, as an administrator. Id and
   * access tokens work until they expire where nobody asks Cognito about them.
   */
  Future<Void> signOutUser(String username);
}
