package io.saigon.testkit.internal.auth;

import java.time.Duration;

/**
 * The rules of signatures that differ between services.
 *
 * @param service the name that signatures are scoped to
 * @param skew how far a signature's time may be from now
 * @param pathAsSent whether paths are signed as they are sent (S3), not cleaned and encoded again
 */
public record SigningRules(String service, Duration skew, boolean pathAsSent) {
  public static final SigningRules S3 = new SigningRules("s3", Duration.ofMinutes(15), true);

  public static SigningRules of(String service) {
    return new SigningRules(service, Duration.ofMinutes(5), false);
  }
}
