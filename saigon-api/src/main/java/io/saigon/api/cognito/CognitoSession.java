package io.saigon.api.cognito;

import io.saigon.api.CredentialsProvider;
import io.vertx.core.Future;
import java.util.UUID;

/**
 * A logged-in user. Tokens and credentials are renewed ahead of expiry, one renewal at a time
 * however many callers; they are always this user's own.
 */
public interface CognitoSession extends CredentialsProvider {
  /** The name that the user logged in with. */
  String username();

  /** The user's {@code sub}. */
  UUID userId();

  /** Tokens that are valid now. */
  Future<CognitoTokens> tokens();

  /** The user's id in the identity pool, and IAM credentials that are valid now. */
  Future<IamCredentials> iamCredentials();

  /**
   * Revokes the refresh token and forgets the user; everything fails with an expired session from
   * then on.
   */
  Future<Void> logout();
}
