package io.saigon.api.cognito;

import io.saigon.api.credentials.AwsCredentials;
import java.util.Objects;

/**
 * Temporary IAM credentials of a user.
 *
 * @param identityId the user's id in the identity pool
 * @param credentials the credentials, with their expiration
 */
public record IamCredentials(String identityId, AwsCredentials credentials) {
  /**
   * Creates credentials, and checks that nothing is missing.
   *
   * @param identityId the user's id in the identity pool
   * @param credentials the credentials, with their expiration
   */
  public IamCredentials {
    Objects.requireNonNull(identityId, "identityId");
    Objects.requireNonNull(credentials, "credentials");
  }
}
