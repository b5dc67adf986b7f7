package io.saigon.api.cognito;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page of users.
 *
 * @param users the users, 60 at most
 * @param nextToken token of the next page, or null if there is none
 */
public record UserPage(List<CognitoUser> users, @Nullable String nextToken) {
  /**
   * Creates a page.
   *
   * @param users the users
   * @param nextToken token of the next page, or null if there is none
   */
  public UserPage {
    Objects.requireNonNull(users, "users");
    users = List.copyOf(users);
  }
}
