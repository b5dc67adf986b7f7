package io.saigon.aws;

import io.saigon.aws.error.SdkErrors;

/** The mapping of failures of the AWS SDK to saigon's exceptions. */
public final class AwsErrors {
  private AwsErrors() {}

  /**
   * Maps the failure of a call to one of saigon's exceptions. A failure that is neither the SDK's
   * nor an I/O error (a programmer's mistake, an exception that already is one of saigon's) is
   * returned unchanged.
   *
   * @param service the service's endpoint prefix, such as {@code secretsmanager}
   * @param failure failure of the SDK's call
   * @return the exception
   */
  public static Throwable map(String service, Throwable failure) {
    return SdkErrors.map(service, failure);
  }
}
