package io.saigon.testkit.internal.auth;

import java.time.Duration;

/**
 * The rules of signatures that differ between services.
 *
 * @param service service of the credential scope
 * @param skew largest distance of a signature's time from now
 * @param pathAsSent whether paths are signed as they are sent (S3), not cleaned and encoded again
 */
public record SigningRules(String service, Duration skew, boolean pathAsSent) {
  public static final SigningRules S3 = new SigningRules("s3", Duration.ofMinutes(15), true);

  public static SigningRules of(String service) {
    return new SigningRules(service, Duration.ofMinutes(5), false);
  }
}
