package io.saigon.api.oauth;

import io.vertx.core.Future;

/**
 * A source of access tokens for calls from service to service. A token is kept, renewed ahead of
 * its expiry, and fetched once however many callers wait; while renewals fail a valid token is
 * served, and attempts are made with growing pauses. There is no timer: an unused token is not
 * renewed.
 *
 * <p>Safe for use from any thread; futures complete on the caller's context. After the {@link
 * io.saigon.api.Saigon} is closed every call fails with {@link
 * io.saigon.api.error.ClosedException}.
 */
public interface AccessTokenProvider {
  /**
   * Returns a token that is valid now.
   *
   * @return the token; fails with {@link io.saigon.api.error.AuthenticationException} for the
   *     reason {@code NOT_ALLOWED} if the app client, its secret, the grant or a scope is refused
   *     ({@code serviceError().errorCode()} is OAuth's own, such as {@code invalid_client} or
   *     {@code invalid_scope}), with {@link io.saigon.api.error.ThrottledException}, with {@link
   *     io.saigon.api.error.TransportException} if the endpoint does not answer in time, or with
   *     {@link io.saigon.api.error.ServiceException} if the answer is no token
   */
  Future<AccessToken> accessToken();

  /**
   * Returns a token in place of one that a service refused.
   *
   * @param refused the token that the service refused
   * @return a new token, unless another one is known already, or the refused one is too young for a
   *     new one to help; fails as {@link #accessToken()} does
   */
  Future<AccessToken> renewed(AccessToken refused);
}
