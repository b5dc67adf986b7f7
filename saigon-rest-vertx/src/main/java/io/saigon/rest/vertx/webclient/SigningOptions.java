package io.saigon.rest.vertx.webclient;

import java.time.Duration;

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
    return new SigningOptions(maxBufferedBody, credentialsTimeout);
  }
}
