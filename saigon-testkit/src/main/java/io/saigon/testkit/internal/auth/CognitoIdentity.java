package io.saigon.testkit.internal.auth;

import org.jspecify.annotations.Nullable;

/**
 * The identity that an identity pool gave credentials to.
 *
 * @param identityId the identity's id in its pool
 * @param identityPoolId the identity pool
 * @param authProvider provider and user in the form in which API Gateway passes them to a backend,
 *     or null for a guest
 * @param roleArn the role that the credentials have
 */
public record CognitoIdentity(
    String identityId, String identityPoolId, @Nullable String authProvider, String roleArn) {}
