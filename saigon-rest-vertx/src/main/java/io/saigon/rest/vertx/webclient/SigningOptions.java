package io.saigon.rest.vertx.webclient;

import io.saigon.api.json.RecordJson;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Objects;

/**
 * Options of signing WebClients.
 *
 * @param maxBufferedBody bytes up to which the body of a stream or of files is held in memory,
 *     because it is hashed before its first byte is sent; 0 or more. A longer body fails
 * @param credentialsTimeout longest wait of a request for credentials; a millisecond or more. The
 *     request fails with {@link io.saigon.api.error.TransportException} then, and nothing is sent
 */
public record SigningOptions(int maxBufferedBody, Duration credentialsTimeout) {
  private static final int API_GATEWAY_QUOTA = 10 * 1024 * 1024;

  /**
   * Checks the bounds.
   *
   * @param maxBufferedBody bytes up to which the body of a stream or of files is held in memory,
   *     because it is hashed before its first byte is sent; 0 or more. A longer body fails
   * @param credentialsTimeout longest wait of a request for credentials; a millisecond or more. The
   *     request fails with {@link io.saigon.api.error.TransportException} then, and nothing is sent
   */
  public SigningOptions {
    Objects.requireNonNull(credentialsTimeout, "credentialsTimeout");
    if (maxBufferedBody < 0) {
      throw new IllegalArgumentException("maxBufferedBody must not be negative");
    }
    if (credentialsTimeout.toMillis() < 1) {
      throw new IllegalArgumentException("credentialsTimeout must be a millisecond or more");
    }
  }

  /**
   * Returns the default options: bodies up to 10 MiB, which is API Gateway's own quota, and 30
   * seconds for credentials.
   *
   * @return the options
   */
  public static SigningOptions defaults() {
    return new SigningOptions(API_GATEWAY_QUOTA, Duration.ofSeconds(30));
  }

  /**
   * Returns these options with another bound of bodies.
   *
   * @param maxBufferedBody bytes; 0 or more
   * @return the options
   */
  public SigningOptions withMaxBufferedBody(int maxBufferedBody) {
    return new SigningOptions(maxBufferedBody, credentialsTimeout);
  }

  /**
   * Returns these options with another timeout of credentials.
   *
   * @param credentialsTimeout longest wait of a request for credentials; a millisecond or more
   * @return the options
   */
  public SigningOptions withCredentialsTimeout(Duration credentialsTimeout) {
    Objects.requireNonNull(credentialsTimeout, "credentialsTimeout");
    return new SigningOptions(maxBufferedBody, credentialsTimeout);
  }

  /**
   * Reads options from JSON: a member for each component, under its name (of a time with the suffix
   * {@code Ms}, in milliseconds); what is missing is the default.
   *
   * @param json such as an object in a verticle's {@code config()}
   * @return the options
   * @throws io.saigon.api.error.ConfigurationException if a member is unknown, of the wrong type or
   *     out of range
   */
  public static SigningOptions fromJson(JsonObject json) {
    return RecordJson.read("The options of signing", defaults(), json);
  }

  /**
   * Writes these options as JSON, from which {@link #fromJson} reads the same.
   *
   * @return the members; null and what is for code alone are left out
   */
  public JsonObject toJson() {
    return RecordJson.write(this);
  }
}
