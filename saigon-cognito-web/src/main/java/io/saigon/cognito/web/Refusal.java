package io.saigon.cognito.web;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import org.jspecify.annotations.Nullable;

/** Failed authentication in the form that handlers and chains of Vert.x Web expect. */
final class Refusal {
  private Refusal() {}

  /**
   * Fails, and adds the challenge for a token (RFC 6750, section 3) if the response has this
   * status; in a chain another handler may still authenticate the request.
   */
  static <T> Future<T> of(
      RoutingContext context, int status, @Nullable String error, Throwable cause) {
    if (status < 500) {
      String challenge = error == null ? "Bearer" : "Bearer error=\"" + error + "\"";
      context.addHeadersEndHandler(
          ended -> {
            if (context.response().getStatusCode() == status) {
              context.response().putHeader("WWW-Authenticate", challenge);
            }
          });
    }
    return withoutChallenge(status, cause);
  }

  /** Fails without a challenge. */
  static <T> Future<T> withoutChallenge(int status, Throwable cause) {
    return Future.failedFuture(new HttpException(status, cause));
  }
}
