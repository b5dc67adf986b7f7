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
 * @param expiration when they stop to work, or null if they don't expire or that is not known
 */
public record AwsCredentials(
    String accessKeyId,
    String secretAccessKey,
    @Nullable String sessionToken,
    @Nullable Instant expiration) {
  /** Checks that no part is empty or holds white space, which is how copied keys go wrong. */
  public AwsCredentials {
    check(accessKeyId, "accessKeyId");
    check(secretAccessKey, "secretAccessKey");
    if (sessionToken != null) {
      check(sessionToken, "sessionToken");
    }
  }

  /** Long-lived credentials. */
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
