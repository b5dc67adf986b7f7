package io.saigon.api.oauth;

import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.VerifiedToken;
import io.vertx.core.Future;
import java.net.URI;

/**
 * Log-ins by a browser at a user pool's domain: authorization code flow with PKCE, state and nonce.
 * {@code saigon-cognito-web} has the routes and the session of a web application on top of it.
 *
 * <p>Safe for use from any thread; futures complete on the caller's context. After the {@link
 * io.saigon.api.Saigon} is closed every asynchronous call fails with {@link
 * io.saigon.api.error.ClosedException}.
 */
public interface ManagedLogin {
  /**
   * Returns the pool and the app client.
   *
   * @return the configuration
   */
  ManagedLoginConfig config();

  /**
   * Begins a log-in, with a new state, nonce and code verifier.
   *
   * @param redirectUri where the browser comes back to; one of the app client's callback URLs
   * @return the request, to be kept for the answer
   */
  AuthorizationRequest begin(URI redirectUri);

  /**
   * Exchanges the code of an answer for tokens, and verifies them: signatures, pool, app client,
   * times, the nonce, and that both tokens are of one user.
   *
   * @param request the request that the answer belongs to; compare its state before
   * @param code the answer's code
   * @return the tokens; fails with {@link io.saigon.api.error.AuthenticationException} for the
   *     reason {@code SESSION_EXPIRED} if the code is over or was used, {@code NOT_ALLOWED} if the
   *     app client is refused, or {@code INVALID_TOKEN} if the tokens are not those of this
   *     request; with {@link io.saigon.api.error.TransportException} if the endpoint does not
   *     answer in time, or with {@link io.saigon.api.error.ServiceException} if its answer is no
   *     tokens
   */
  Future<CognitoTokens> exchange(AuthorizationRequest request, String code);

  /**
   * Gets new tokens. Calls with the same refresh token share one request; after a rotation they get
   * its successor for a minute.
   *
   * @param tokens the current tokens
   * @return the new ones; fails as {@link #exchange} does, with {@code SESSION_EXPIRED} if there is
   *     no refresh token, or it is over or was revoked
   */
  Future<CognitoTokens> refresh(CognitoTokens tokens);

  /**
   * Verifies an access token of this app client.
   *
   * @param accessToken the token
   * @return the verified token; fails as {@link
   *     io.saigon.api.cognito.CognitoVerifier#verify(String)} does
   */
  Future<VerifiedToken> verify(String accessToken);

  /**
   * Revokes a refresh token and the access tokens that came by it.
   *
   * @param refreshToken the token
   * @return completes when it is revoked, or was no valid one; fails as {@link #exchange} does
   */
  Future<Void> revoke(String refreshToken);

  /**
   * Returns where to send the browser to end its session at the user pool's domain, too.
   *
   * @param redirectUri where the browser comes back to; one of the app client's sign-out URLs
   * @return the URL
   */
  URI logoutUrl(URI redirectUri);
}
