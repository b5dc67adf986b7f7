package io.saigon.rest.vertx;

import io.saigon.api.credentials.AwsCredentials;
import java.util.Objects;
import java.util.UUID;

/**
 * The result of a log-in.
 *
 * @param username the name that the user logged in with
 * @param userId the user's {@code sub}
 * @param identityId the user's id in the identity pool
 * @param credentials temporary IAM credentials; later ones replace them as they expire
 */
public record UserLogin(
    String username, UUID userId, String identityId, AwsCredentials credentials) {
  /**
   * Checks that nothing is null.
   *
   * @param username the name that the user logged in with
   * @param userId the user's {@code sub}
   * @param identityId the user's id in the identity pool
   * @param credentials temporary IAM credentials; later ones replace them as they expire
   */
  public UserLogin {
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(userId, "userId");
    Objects.requireNonNull(identityId, "identityId");
    Objects.requireNonNull(credentials, "credentials");
  }
}
