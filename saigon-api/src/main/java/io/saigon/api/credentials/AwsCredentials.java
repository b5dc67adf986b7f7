package io.saigon.api.credentials;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * AWS access keys, long-lived or temporary. The secret key and the session token are left out of
 * {@link #toString()}.
 *
 * @param accessKeyId access key id; no white space
 * @param secretAccessKey secret access key; no white space
 * @param sessionToken token of temporary credentials, or null for long-lived ones
 * @param expiration time at which they expire, or null if they don't or it is not known
 */
public record AwsCredentials(
    String accessKeyId,
    String secretAccessKey,
    @Nullable String sessionToken,
    @Nullable Instant expiration) {
  /**
   * Creates credentials, and checks that no part is empty or holds white space, a common copying
   * error.
   *
   * @param accessKeyId access key id
   * @param secretAccessKey secret access key
   * @param sessionToken token of temporary credentials, or null for long-lived ones
   * @param expiration time at which they expire, or null if they don't or it is not known
   * @throws IllegalArgumentException if a part is empty or holds white space or control characters
   */
  public AwsCredentials {
    check(accessKeyId, "accessKeyId");
    check(secretAccessKey, "secretAccessKey");
    if (sessionToken != null) {
      check(sessionToken, "sessionToken");
    }
  }

  /**
   * Creates long-lived credentials.
   *
   * @param accessKeyId access key id; no white space
   * @param secretAccessKey secret access key; no white space
   * @return the credentials
   */
  public static AwsCredentials of(String accessKeyId, String secretAccessKey) {
    return new AwsCredentials(accessKeyId, secretAccessKey, null, null);
  }

  private static void check(String value, String name) {
    Objects.requireNonNull(value, name);
    if (value.isEmpty() || value.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
      throw new IllegalArgumentException(
          name
              + " must not be empty or hold white space or control characters; check how it was copied");
    }
  }

  @Override
  public String toString() {
    return "AwsCredentials[accessKeyId=" + accessKeyId + ", expiration=" + expiration + "]";
  }
}
