package io.saigon.api.cognito;

import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.vertx.core.Future;
import java.util.function.Function;

/** A verifier with a further check. */
record CheckedVerifier(
    CognitoVerifier verifier, Function<? super VerifiedToken, Future<Void>> check)
    implements CognitoVerifier {
  static Future<Void> requireValid(boolean revoked) {
    return revoked
        ? Future.failedFuture(
            AuthenticationException.refusal(
                Reason.SESSION_EXPIRED, "The token was revoked; log in again"))
        : Future.succeededFuture();
  }

  @Override
  public Future<VerifiedToken> verify(String token) {
    return verifier.verify(token).compose(verified -> check.apply(verified).map(verified));
  }

  @Override
  public Future<Void> prefetch() {
    return verifier.prefetch();
  }

  @Override
  public String toString() {
    return "CheckedVerifier[" + verifier + "]";
  }
}
