package io.saigon.cognito.web;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import org.jspecify.annotations.Nullable;

/** A request that does not pass, as Vert.x Web's handlers and chains of them want to be told. */
final class Refusal {
  private Refusal() {}

  /**
   * Fails, and asks for a token (RFC 6750, section 3) where the answer turns out to be this status;
   * in a chain another handler may yet let the request pass.
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
    return without(status, cause);
  }

  /** Fails without a challenge. */
  static <T> Future<T> without(int status, Throwable cause) {
    return Future.failedFuture(new HttpException(status, cause));
  }
}
