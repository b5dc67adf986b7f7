package io.saigon.api.cognito;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * Identities of an identity pool and their temporary IAM credentials: guests, and log-ins at any
 * provider that the pool trusts. For users of one user pool {@link CognitoSession#credentials()} is
 * simpler.
 *
 * <p>Needs no AWS credentials, but for {@link #developerLogins}. Futures complete on the caller's
 * context, and fail with a {@link io.saigon.api.error.SaigonException}; with {@link
 * io.saigon.api.error.ClosedException} after the {@link io.saigon.api.Saigon} is closed.
 */
public interface CognitoIdentities {
  /**
   * Returns the id of the pool.
   *
   * @return such as {@code eu-west-1:01234567-89ab-cdef-0123-456789abcdef}
   */
  String identityPoolId();

  /**
   * Creates a session of one identity; nothing is sent before its first use.
   *
   * @param request guest or log-ins
   * @return the session
   * @throws io.saigon.api.error.ClosedException after close
   */
  IdentitySession session(IdentityRequest request);

  /**
   * Gets the log-ins of a user whom the application has authenticated itself, as {@code
   * IdentityRequest.of(() -> identities.developerLogins(provider, id, null))} does for each
   * renewal. Needs AWS credentials that may call GetOpenIdTokenForDeveloperIdentity, so it is for
   * servers.
   *
   * @param providerName developer provider name of the pool
   * @param userId the application's own id of the user
   * @param identityId identity to link the user to, such as a guest's, or null for the user's own
   * @return the log-ins with the identity; the token is valid for 15 minutes
   */
  Future<IdentityLogins> developerLogins(
      String providerName, String userId, @Nullable String identityId);
}
