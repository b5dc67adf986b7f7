package io.saigon.api.cognito;

import io.saigon.api.credentials.CredentialsProvider;
import io.vertx.core.Future;

/**
 * Credentials of one identity of an identity pool, got on first use and renewed on demand when they
 * are close to expiry, one renewal at a time however many callers. While renewals fail, credentials
 * that are still valid are served; failed renewals are followed by pauses as those of a {@link
 * CognitoSession}.
 *
 * <p>Safe for use from any thread; futures complete on the caller's context, and fail with {@link
 * io.saigon.api.error.ClosedException} after the {@link io.saigon.api.Saigon} is closed. It holds
 * nothing that must be closed.
 */
public interface IdentitySession extends CredentialsProvider {
  /**
   * Returns the identity's id, the same for all renewals, and credentials that are valid now.
   *
   * @return the credentials; fails with {@link io.saigon.api.error.AuthenticationException} if the
   *     pool refuses the log-ins or has no guests, with {@link
   *     io.saigon.api.error.ConfigurationException} if it has no role for the identity, and as the
   *     log-ins of the {@link IdentityRequest} do
   */
  Future<IamCredentials> iamCredentials();
}
