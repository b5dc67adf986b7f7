package io.saigon.api.oauth;

import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.vertx.core.Future;

/** The answer of a revocation check. */
final class TokenChecks {
  private TokenChecks() {}

  static Future<Void> requireValid(boolean revoked) {
    return revoked
        ? Future.failedFuture(
            AuthenticationException.refusal(
                Reason.SESSION_EXPIRED, "The token was revoked; log in again"))
        : Future.succeededFuture();
  }
}
