package io.saigon.api.cognito;

import java.util.Objects;

/** Result of one of the users of {@link CognitoIdp#createUsers}. */
public sealed interface CreateUserResult {
  /**
   * Returns the request.
   *
   * @return the request
   */
  CreateUserRequest request();

  /**
   * A user who exists now.
   *
   * @param request the request
   * @param user the user, who may have existed before
   */
  record Created(CreateUserRequest request, CreatedUser user) implements CreateUserResult {
    /**
     * Creates a result, and checks that nothing is missing.
     *
     * @param request the request
     * @param user the user, who may have existed before
     */
    public Created {
      Objects.requireNonNull(request, "request");
      Objects.requireNonNull(user, "user");
    }
  }

  /**
   * A creation that failed.
   *
   * @param request the request
   * @param failure failure as that of {@link CognitoIdp#createUser(CreateUserRequest)}; an {@link
   *     IncompleteUserException} names a user who exists now
   */
  record Failed(CreateUserRequest request, Throwable failure) implements CreateUserResult {
    /**
     * Creates a result, and checks that nothing is missing.
     *
     * @param request the request
     * @param failure failure of the creation
     */
    public Failed {
      Objects.requireNonNull(request, "request");
      Objects.requireNonNull(failure, "failure");
    }
  }
}
