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
 * @param accountId id of the account that they belong to, for services with endpoints by account,
 *     or null if it is not known
 */
public record AwsCredentials(
    String accessKeyId,
    String secretAccessKey,
    @Nullable String sessionToken,
    @Nullable Instant expiration,
    @Nullable String accountId) {
  /**
   * Creates credentials, and checks that no part is empty or holds white space, a common copying
   * error.
   *
   * @param accessKeyId access key id
   * @param secretAccessKey secret access key
   * @param sessionToken token of temporary credentials, or null for long-lived ones
   * @param expiration time at which they expire, or null if they don't or it is not known
   * @param accountId id of the account that they belong to, or null if it is not known
   * @throws IllegalArgumentException if a part is empty or holds white space or control characters
   */
  public AwsCredentials {
    check(accessKeyId, "accessKeyId");
    check(secretAccessKey, "secretAccessKey");
    if (sessionToken != null) {
      check(sessionToken, "sessionToken");
    }
    if (accountId != null) {
      check(accountId, "accountId");
    }
  }

  /**
   * Creates credentials of an account that is not known, and checks them.
   *
   * @param accessKeyId access key id
   * @param secretAccessKey secret access key
   * @param sessionToken token of temporary credentials, or null for long-lived ones
   * @param expiration time at which they expire, or null if they don't or it is not known
   * @throws IllegalArgumentException if a part is empty or holds white space or control characters
   */
  public AwsCredentials(
      String accessKeyId,
      String secretAccessKey,
      @Nullable String sessionToken,
      @Nullable Instant expiration) {
    this(accessKeyId, secretAccessKey, sessionToken, expiration, null);
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

  /**
   * Returns these credentials with the id of their account.
   *
   * @param accountId id of the account, such as {@code 123456789012}
   * @return the new credentials
   */
  public AwsCredentials withAccountId(String accountId) {
    return new AwsCredentials(
        accessKeyId,
        secretAccessKey,
        sessionToken,
        expiration,
        Objects.requireNonNull(accountId, "accountId"));
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
