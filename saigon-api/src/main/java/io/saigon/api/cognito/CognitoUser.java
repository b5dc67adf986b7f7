package io.saigon.api.cognito;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * A user of a user pool; the values of attributes are left out of {@link #toString()}.
 *
 * @param username name in the pool
 * @param attributes values by name, with {@code sub}
 * @param enabled whether the user may log in
 * @param status status
 * @param created time of the creation
 * @param modified time of the last change
 */
public record CognitoUser(
    String username,
    Map<String, String> attributes,
    boolean enabled,
    UserStatus status,
    Instant created,
    Instant modified) {
  /**
   * Creates a user, and checks that nothing is missing.
   *
   * @param username name in the pool
   * @param attributes values by name, with {@code sub}
   * @param enabled whether the user may log in
   * @param status status
   * @param created time of the creation
   * @param modified time of the last change
   */
  public CognitoUser {
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(attributes, "attributes");
    attributes = Map.copyOf(attributes);
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(created, "created");
    Objects.requireNonNull(modified, "modified");
  }

  /**
   * Returns the user's {@code sub}.
   *
   * @return the id
   * @throws IllegalArgumentException if the attributes lack it
   */
  public UUID id() {
    return UUID.fromString(attributes.getOrDefault("sub", ""));
  }

  @Override
  public String toString() {
    return "CognitoUser[username=%s, attributes=%s, enabled=%s, status=%s]"
        .formatted(username, attributes.keySet(), enabled, status);
  }
}
