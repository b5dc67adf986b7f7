package io.saigon.aws.credentials;

import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.error.ConfigurationException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Checks access keys and makes the SDK's identities of them. */
final class Keys {
  private Keys() {}

  /**
   * Makes an identity.
   *
   * @param origin where the keys come from, for messages
   * @throws ConfigurationException if a part is missing or malformed; its value is not quoted
   */
  static AwsCredentialsIdentity of(
      String origin,
      @Nullable String accessKeyId,
      @Nullable String secretAccessKey,
      @Nullable String sessionToken,
      @Nullable String accountId,
      @Nullable Instant expiration) {
    if (accessKeyId == null || secretAccessKey == null) {
      throw invalid(
          origin,
          accessKeyId == null ? "access key id is missing" : "secret access key is missing");
    }
    try {
      new AwsCredentials(accessKeyId, secretAccessKey, sessionToken, expiration);
    } catch (IllegalArgumentException e) {
      throw invalid(origin, String.valueOf(e.getMessage()));
    }
    return sessionToken == null
        ? AwsBasicCredentials.builder()
            .accessKeyId(accessKeyId)
            .secretAccessKey(secretAccessKey)
            .accountId(accountId)
            .build()
        : AwsSessionCredentials.builder()
            .accessKeyId(accessKeyId)
            .secretAccessKey(secretAccessKey)
            .sessionToken(sessionToken)
            .accountId(accountId)
            .expirationTime(expiration)
            .build();
  }

  /** Parses an ISO 8601 time with any offset; older tools write {@code UTC} in place of Z. */
  static @Nullable Instant time(String origin, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text.replaceFirst("UTC$", "Z")).toInstant();
    } catch (DateTimeException e) {
      throw invalid(origin, "time of expiry is not in ISO 8601 format");
    }
  }

  private static ConfigurationException invalid(String origin, String reason) {
    return new ConfigurationException(origin + ": " + reason, List.of(), null);
  }
}
