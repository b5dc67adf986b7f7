package io.saigon.api.cognito;

import java.util.Objects;
import java.util.UUID;

/**
 * A user that exists after {@link CognitoIdp#createUser}.
 *
 * @param id the user's {@code sub}
 * @param existed whether the user was there before
 */
public record CreatedUser(UUID id, boolean existed) {
  /**
   * Creates a result, and checks that nothing is missing.
   *
   * @param id the user's {@code sub}
   * @param existed whether the user was there before
   */
  public CreatedUser {
    Objects.requireNonNull(id, "id");
  }
}
