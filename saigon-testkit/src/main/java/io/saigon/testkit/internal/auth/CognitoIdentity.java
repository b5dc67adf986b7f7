package io.saigon.testkit.internal.auth;

/**
 * Who an identity pool gave credentials to.
 *
 * @param identityId the identity's id in its pool
 * @param identityPoolId the identity pool
 * @param provider the user pool as {@code cognito-idp.REGION.amazonaws.com/POOL}
 * @param sub the user in that pool
 */
public record CognitoIdentity(
    String identityId, String identityPoolId, String provider, String sub) {
  /** As API Gateway hands it to a backend. */
  public String authProvider() {
    return provider + "," + provider + ":CognitoSignIn:" + sub;
  }
}
