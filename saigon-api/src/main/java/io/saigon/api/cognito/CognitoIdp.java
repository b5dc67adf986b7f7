package io.saigon.api.cognito;

import io.vertx.core.Future;
import io.vertx.core.streams.ReadStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
public interface CognitoIdp extends CognitoUserAccess, CognitoUserDevices, CognitoGroups {
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
   * Creates users, several at a time, each as {@link #createUser(CreateUserRequest)} does. The
   * failure of one does not hold up the others; the same requests may be made again, as those who
   * exist are found.
   *
   * @param requests the users
   * @param concurrency number of users who are created at a time, at least 1; Cognito throttles
   *     UserCreation at 50 calls a second by default
   * @return a result for each request, in their order; fails only with {@link
   *     io.saigon.api.error.ClosedException}, when some of the users may exist
   * @throws IllegalArgumentException if the concurrency is below 1
   */
  Future<List<CreateUserResult>> createUsers(List<CreateUserRequest> requests, int concurrency);

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
    Objects.requireNonNull(filter, "filter");
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
   * Lists all users, in no order. A page is requested when the reader has taken those before it.
   * Handlers are called on the context that calls this.
   *
   * @return the users
   * @throws io.saigon.api.error.ClosedException after close
   */
  default ReadStream<CognitoUser> listUsers() {
    return listUsers(null);
  }

  /**
   * Lists the users that a filter selects, in no order. A page is requested when the reader has
   * taken those before it. Handlers are called on the context that calls this.
   *
   * @param filter the filter, or null for all users
   * @return the users
   * @throws io.saigon.api.error.ClosedException after close
   */
  ReadStream<CognitoUser> listUsers(@Nullable UserFilter filter);

  /**
   * Deletes attributes of a user.
   *
   * @param username user name or alias
   * @param attributes names, such as {@code nickname}
   * @return completes when the attributes are deleted
   */
  Future<Void> deleteUserAttributes(String username, Set<String> attributes);

  /**
   * Sets attributes of a user, and leaves the others as they are.
   *
   * @param username user name or alias
   * @param attributes values by name, such as {@code phone_number}; {@code email_verified} and
   *     {@code phone_number_verified} mark an address as verified
   * @return completes when the attributes are set
   */
  Future<Void> updateUserAttributes(String username, Map<String, String> attributes);
}
