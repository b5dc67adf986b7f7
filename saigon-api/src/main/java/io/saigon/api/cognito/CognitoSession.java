package io.saigon.api.cognito;

import io.saigon.api.CredentialsProvider;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import java.util.UUID;

/**
 * A logged-in user. Tokens and credentials are renewed when they are asked for and close to expiry,
 * one renewal at a time however many callers; they are always this user's own. While a renewal
 * fails, what is still valid is served.
 *
 * <p>Safe for use from any thread; futures complete on the caller's context. A session holds
 * nothing that must be closed.
 */
public interface CognitoSession extends CredentialsProvider {
  /** The name that the user logged in with. */
  String username();

  /** The user's {@code sub}. */
  UUID userId();

  /**
   * Tokens that are valid now. Fails with {@link io.saigon.api.AuthenticationException} once the
   * log-in is over.
   */
  Future<CognitoTokens> tokens();

  /** The user's id in the identity pool, and IAM credentials that are valid now. */
  Future<IamCredentials> iamCredentials();

  /**
   * Tells of renewals that fail, also of those that no caller notices; replaces the former handler.
   *
   * @param handler called on the context that sets it
   */
  void onRenewalFailure(Handler<Throwable> handler);

  /**
   * The session in a form that {@link CognitoClient#restoreSession} takes, in later versions of
   * saigon, too. It holds the user's tokens: encrypt it where it is stored.
   *
   * @throws IllegalStateException if the user has logged out
   */
  Buffer save();

  /**
   * Revokes the refresh token and forgets the user; everything fails with an expired session from
   * then on, also if revoking fails.
   */
  Future<Void> logout();
}
