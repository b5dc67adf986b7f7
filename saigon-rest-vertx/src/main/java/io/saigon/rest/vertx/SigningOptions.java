package io.saigon.rest.vertx;

/**
 * How WebClients sign.
 *
 * @param maxBufferedBody bytes up to which the body of a stream or of files is held in memory,
 *     because its hash is wanted before its first byte is sent. A longer body fails
 */
public record SigningOptions(int maxBufferedBody) {
  private static final int API_GATEWAY_QUOTA = 10 * 1024 * 1024;

  /** Checks the bound. */
  public SigningOptions {
    if (maxBufferedBody < 0) {
      throw new IllegalArgumentException("maxBufferedBody must not be negative");
    }
  }

  /** Bodies up to 10 MiB, which is API Gateway's own quota. */
  public static SigningOptions defaults() {
    return new SigningOptions(API_GATEWAY_QUOTA);
  }

  /** The same with another bound. */
  public SigningOptions withMaxBufferedBody(int maxBufferedBody) {
    return new SigningOptions(maxBufferedBody);
  }
}
