package io.saigon.api.oauth;

import io.vertx.core.Future;
import java.util.function.Function;

/** A verifier with a further check. */
record CheckedJwtVerifier(JwtVerifier verifier, Function<? super VerifiedJwt, Future<Void>> check)
    implements JwtVerifier {
  @Override
  public Future<VerifiedJwt> verify(String token) {
    return verifier.verify(token).compose(verified -> check.apply(verified).map(verified));
  }

  @Override
  public Future<Void> prefetch() {
    return verifier.prefetch();
  }

  @Override
  public String toString() {
    return "CheckedJwtVerifier[" + verifier + "]";
  }
}
