package io.saigon.api.cognito;

import io.vertx.core.Future;
import java.util.Objects;
import java.util.function.Function;

/**
 * Verifies tokens of received requests, with the public keys of the user pools. Keys are kept,
 * renewed in the background and fetched when a token names one that is not known; a sender of
 * made-up key names causes no more than one fetch in ten seconds.
 *
 * <p>A token that is valid here was issued by the pool and has not expired; whether it was revoked
 * since only Cognito knows.
 *
 * <p>Safe for use from any thread; futures complete on the caller's context. A verification with a
 * known key takes some tens of microseconds and completes at once. After the {@link
 * io.saigon.api.Saigon} is closed every call fails with {@link
 * io.saigon.api.error.ClosedException}.
 */
public interface CognitoVerifier {
  /**
   * Verifies a token: signature, pool, app client, use, times, groups and scopes.
   *
   * @param token the token as it was sent, without {@code Bearer}
   * @return the verified token; fails with {@link io.saigon.api.error.AuthenticationException},
   *     whose reason is {@code SESSION_EXPIRED} for a token that has expired, {@code
   *     TOKEN_NOT_YET_VALID} for one whose times lie in the future, {@code MISSING_PERMISSION} for
   *     a valid one without the groups or scopes, and {@code INVALID_TOKEN} otherwise; or with
   *     {@link io.saigon.api.error.TransportException} or another {@link
   *     io.saigon.api.error.SaigonException} if the pool's keys are not known and cannot be fetched
   */
  Future<VerifiedToken> verify(String token);

  /**
   * Fetches the keys of all pools ahead of the first token, such as before a server listens.
   *
   * @return completes when the keys are known; fails if those of one pool cannot be fetched, and a
   *     later token tries again
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
  default CognitoVerifier withCheck(Function<? super VerifiedToken, Future<Void>> check) {
    return new CheckedVerifier(this, Objects.requireNonNull(check, "check"));
  }

  /**
   * Returns a verifier that refuses revoked tokens among those that this one accepts. Where the
   * revocation is not known, because the future fails, a token is refused with that failure.
   *
   * @param isRevoked returns whether a token was revoked, by its claim {@code origin_jti} or {@code
   *     jti}, or by what else the application keeps
   * @return the new verifier, with the keys of this one
   */
  default CognitoVerifier withRevocation(
      Function<? super VerifiedToken, Future<Boolean>> isRevoked) {
    Objects.requireNonNull(isRevoked, "isRevoked");
    return withCheck(token -> isRevoked.apply(token).compose(CheckedVerifier::requireValid));
  }
}
