package io.saigon.api.oauth;

import io.vertx.core.Future;
import java.util.Objects;
import java.util.function.Function;

/**
 * Verifies JSON web tokens of received requests, of one issuer or of load balancers. Keys are kept,
 * renewed in the background and fetched when a token names one that is not known; made-up key names
 * cause few fetches.
 *
 * <p>Safe for use from any thread; futures complete on the caller's context. A verification with a
 * known key completes at once. After the {@link io.saigon.api.Saigon} is closed every call fails
 * with {@link io.saigon.api.error.ClosedException}.
 */
public interface JwtVerifier {
  /**
   * Verifies a token: signature, issuer, audience, times and scopes.
   *
   * @param token the token as it was sent, without {@code Bearer}
   * @return the verified token; fails with {@link io.saigon.api.error.AuthenticationException},
   *     whose reason is {@code SESSION_EXPIRED} for a token that has expired or was revoked, {@code
   *     TOKEN_NOT_YET_VALID} for one whose times lie in the future, {@code MISSING_PERMISSION} for
   *     a valid one without the scopes, and {@code INVALID_TOKEN} otherwise; or with {@link
   *     io.saigon.api.error.TransportException} or another {@link
   *     io.saigon.api.error.SaigonException} if the keys are not known and cannot be had
   */
  Future<VerifiedJwt> verify(String token);

  /**
   * Gets the keys ahead of the first token, such as before a server listens. Those of load
   * balancers cannot be listed: nothing is fetched for them.
   *
   * @return completes when the keys are known; fails if they cannot be had, and a later token tries
   *     again
   */
  Future<Void> prefetch();

  /**
   * Returns a verifier that applies a further check to tokens that this one accepts.
   *
   * @param check returns a future that fails for a token to refuse, with {@link
   *     io.saigon.api.error.AuthenticationException#refusal} if its sender is to blame; what it
   *     throws is a failure, too
   * @return the new verifier, with the keys of this one
   */
  default JwtVerifier withCheck(Function<? super VerifiedJwt, Future<Void>> check) {
    return new CheckedJwtVerifier(this, Objects.requireNonNull(check, "check"));
  }

  /**
   * Returns a verifier that refuses revoked tokens among those that this one accepts. Where the
   * revocation is not known, because the future fails, a token is refused with that failure.
   *
   * @param isRevoked returns whether a token was revoked, by its claim {@code jti} or what else the
   *     application keeps
   * @return the new verifier, with the keys of this one
   */
  default JwtVerifier withRevocation(Function<? super VerifiedJwt, Future<Boolean>> isRevoked) {
    Objects.requireNonNull(isRevoked, "isRevoked");
    return withCheck(token -> isRevoked.apply(token).compose(TokenChecks::requireValid));
  }
}
