package io.saigon.cognito.identity;

import io.saigon.api.credentials.AwsCredentials;
import io.vertx.core.Future;

/** Gets credentials of a role for a token of an identity, from STS. */
@FunctionalInterface
public interface ClassicRoles {
  Future<AwsCredentials> assume(String roleArn, String openIdToken);
}
