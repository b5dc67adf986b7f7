package io.saigon.api.credentials;

import io.vertx.core.Future;
import java.util.Objects;

/** Where credentials come from: a Cognito session, a constant, the AWS default chain. */
@FunctionalInterface
public interface CredentialsProvider {
  /**
   * Credentials that are valid now. Asked before every signature, so an implementation keeps them
   * and renews them ahead of expiry.
   *
   * @return credentials, or a failure that says why there are none
   */
  Future<AwsCredentials> credentials();

  /**
   * Credentials in place of ones that a service refused as expired. An implementation that keeps
   * credentials gets new ones, unless it has others than the refused ones by now.
   *
   * @param refused what the service refused
   * @return credentials, the refused ones again if there are no others
   */
  default Future<AwsCredentials> renewed(AwsCredentials refused) {
    return credentials();
  }

  /** Always the same credentials. */
  static CredentialsProvider of(AwsCredentials credentials) {
    Objects.requireNonNull(credentials, "credentials");
    Future<AwsCredentials> known = Future.succeededFuture(credentials);
    return () -> known;
  }
}
