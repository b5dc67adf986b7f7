package io.saigon.api.cognito;

import org.jspecify.annotations.Nullable;

/**
 * A group of a user pool.
 *
 * @param name name of the group
 * @param description description, or null for none
 * @param precedence rank among a user's groups, the lowest first, or null for the last; not
 *     negative
 * @param roleArn IAM role of its members in identity pools, or null for none
 */
public record UserGroup(
    String name,
    @Nullable String description,
    @Nullable Integer precedence,
    @Nullable String roleArn) {
  /**
   * Creates a group, and checks the name and the precedence.
   *
   * @param name name of the group
   * @param description description, or null for none
   * @param precedence rank among a user's groups, or null
   * @param roleArn IAM role of its members, or null for none
   * @throws IllegalArgumentException if the name is beyond Cognito's limits, or the precedence is
   *     negative
   */
  public UserGroup {
    CognitoNames.checkName("name", name);
    if (precedence != null && precedence < 0) {
      throw new IllegalArgumentException("precedence must not be negative");
    }
  }

  /**
   * Creates a group without a role.
   *
   * @param name name of the group
   * @return the group
   */
  public static UserGroup of(String name) {
    return new UserGroup(name, null, null, null);
  }
}
