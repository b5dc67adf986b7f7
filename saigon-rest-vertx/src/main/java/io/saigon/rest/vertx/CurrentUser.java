package io.saigon.rest.vertx;

import java.util.Objects;
import java.util.UUID;

/**
 * The user that requests are signed for.
 *
 * @param username the name that the user logged in with
 * @param userId the user's {@code sub}
 */
public record CurrentUser(String username, UUID userId) {
  /**
   * Checks that nothing is null.
   *
   * @param username the name that the user logged in with
   * @param userId the user's {@code sub}
   */
  public CurrentUser {
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(userId, "userId");
  }
}
