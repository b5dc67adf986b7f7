package io.saigon.api.cognito;

import io.saigon.api.credentials.CredentialsProvider;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import java.util.UUID;

/**
 * A session of a logged-in user. Tokens and credentials are renewed on demand when they are close
 * to expiry, one renewal at a time however many callers; they are always this user's own. While
 * renewals fail, tokens and credentials that are still valid are served.
 *
 * <p>Failed renewals are followed by pauses that grow from one or two seconds to half a minute.
 * Callers who come during a pause, when nothing is valid any more, get the last failure at once,
 * with the time of the next renewal. Of all sessions of one {@link CognitoClient} sixteen renew
 * their tokens at a time, and as many their credentials; a thousand more wait for their turn, and
 * are failed with the last failure while Cognito is away or throttles.
 *
 * <p>Safe for use from any thread; futures complete on the caller's context. A session holds
 * nothing that must be closed. After a logout every call fails with {@link
 * io.saigon.api.error.AuthenticationException}, reason {@code SESSION_EXPIRED}; after the {@link
 * io.saigon.api.Saigon} is closed, with {@link io.saigon.api.error.ClosedException}.
 */
public interface CognitoSession extends CredentialsProvider {
  /**
   * Returns the name that the user logged in with.
   *
   * @return the name
   */
  String username();

  /**
   * Returns the user's {@code sub}.
   *
   * @return the id
   */
  UUID userId();

  /**
   * Returns tokens that are valid now, renewed if need be.
   *
   * @return the tokens; fails with {@link io.saigon.api.error.AuthenticationException} once the
   *     log-in is over
   */
  Future<CognitoTokens> tokens();

  /**
   * Returns the user's id in the identity pool, and IAM credentials that are valid now, renewed if
   * need be.
   *
   * @return the credentials; fails as {@link #tokens()} does, and with {@link
   *     io.saigon.api.error.ConfigurationException} if the client has no identity pool
   */
  Future<IamCredentials> iamCredentials();

  /**
   * Sets the handler of renewals that fail, also of those that no caller notices, in place of the
   * former one.
   *
   * @param handler handles failures, called on the context that sets it
   */
  void onRenewalFailure(Handler<Throwable> handler);

  /**
   * Returns the session in a form that {@link CognitoClient#restoreSession} takes, in later
   * versions of saigon, too. It is restored as {@link #username()} if the id token confirms that
   * name (the user's name in the pool, or a verified e-mail address or phone number), and else as
   * the user's name in the pool.
   *
   * <p>It holds the user's tokens and the credentials of the device: store it encrypted and
   * authenticated, bound to the user.
   *
   * @return JSON with the tokens
   * @throws io.saigon.api.error.AuthenticationException if the user has logged out
   * @throws io.saigon.api.error.ClosedException after close
   */
  Buffer save();

  /**
   * Revokes the refresh token and ends the session; every later call fails with an expired session,
   * also if revoking fails. Harmless when done twice.
   *
   * @return completes when the token is revoked
   */
  Future<Void> logout();
}
