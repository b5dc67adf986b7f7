package io.saigon.api.credentials;

import io.vertx.core.Future;
import java.util.Objects;

/** A source of credentials: a Cognito session, a constant, the AWS default chain. */
@FunctionalInterface
public interface CredentialsProvider {
  /**
   * Returns credentials that are valid now. Called before every signature, so an implementation
   * keeps them and renews them ahead of expiry.
   *
   * @return the credentials; fails with the reason if there are none
   */
  Future<AwsCredentials> credentials();

  /**
   * Returns credentials in place of ones that a service refused as expired. An implementation that
   * keeps credentials gets new ones, unless it has others than the refused ones by now.
   *
   * @param refused the credentials that the service refused
   * @return the credentials, the refused ones again if there are no others; fails with the reason
   *     if there are none
   */
  default Future<AwsCredentials> renewed(AwsCredentials refused) {
    return credentials();
  }

  /**
   * Returns a provider of constant credentials.
   *
   * @param credentials the credentials
   * @return the provider
   */
  static CredentialsProvider of(AwsCredentials credentials) {
    Objects.requireNonNull(credentials, "credentials");
    Future<AwsCredentials> known = Future.succeededFuture(credentials);
    return () -> known;
  }
}
