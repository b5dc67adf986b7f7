package io.saigon.testkit.internal.auth;

import org.jspecify.annotations.Nullable;

/**
 * The identity that an identity pool gave credentials to.
 *
 * @param identityId the identity's id in its pool
 * @param identityPoolId the identity pool
 * @param provider the user pool as {@code cognito-idp.REGION.amazonaws.com/POOL}, or null for a
 *     guest
 * @param sub the user in that pool, or null for a guest
 * @param roleArn the role that the credentials have
 */
public record CognitoIdentity(
    String identityId,
    String identityPoolId,
    @Nullable String provider,
    @Nullable String sub,
    String roleArn) {
  /** Returns the form in which API Gateway passes it to a backend; null for a guest. */
  public @Nullable String authProvider() {
    return provider == null ? null : provider + "," + provider + ":CognitoSignIn:" + sub;
  }
}
