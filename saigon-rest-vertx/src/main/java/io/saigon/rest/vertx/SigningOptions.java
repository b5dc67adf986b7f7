package io.saigon.rest.vertx;

import java.time.Duration;

/**
 * How WebClients sign.
 *
 * @param maxBufferedBody bytes up to which the body of a stream or of files is held in memory,
 *     because its hash is wanted before its first byte is sent. A longer body fails
 * @param credentialsTimeout how long a request waits for credentials. It fails with {@link
 *     io.saigon.api.TransportException} then, and nothing is sent
 */
public record SigningOptions(int maxBufferedBody, Duration credentialsTimeout) {
  private static final int API_GATEWAY_QUOTA = 10 * 1024 * 1024;

  /** Checks the bounds. */
  public SigningOptions {
    if (maxBufferedBody < 0) {
      throw new IllegalArgumentException("maxBufferedBody must not be negative");
    }
    if (credentialsTimeout.toMillis() < 1) {
      throw new IllegalArgumentException("credentialsTimeout must be a millisecond or more");
    }
  }

  /** Bodies up to 10 MiB, which is API Gateway's own quota; 30 seconds for credentials. */
  public static SigningOptions defaults() {
    return new SigningOptions(API_GATEWAY_QUOTA, Duration.ofSeconds(30));
  }

  /** The same with another bound for bodies. */
  public SigningOptions withMaxBufferedBody(int maxBufferedBody) {
    return new SigningOptions(maxBufferedBody, credentialsTimeout);
  }

  /** The same with another bound for the wait for credentials. */
  public SigningOptions withCredentialsTimeout(Duration credentialsTimeout) {
    return new SigningOptions(maxBufferedBody, credentialsTimeout);
  }
}
