package io.saigon.rest.vertx;

import io.saigon.api.SaigonException;
import io.saigon.api.ServiceError;
import io.saigon.api.TransportException;
import io.saigon.api.rest.HttpStatusException;
import io.saigon.api.rest.RestRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Failures of calls, as their callers see them. */
final class RestAnswers {
  private static final int KEPT = 64 * 1024;

  private RestAnswers() {}

  /** Method and URI without the query, which can hold secrets. */
  static String what(RestRequest request) {
    return request.method()
        + " "
        + request.uri().getScheme()
        + "://"
        + request.uri().getRawAuthority()
        + request.uri().getRawPath();
  }

  static HttpStatusException status(RestRequest request, HttpResponse<Buffer> response) {
    ServiceError error =
        new ServiceError(
            request.uri().getHost(),
            response.statusCode(),
            Signing.ErrorCodes.of(response.headers()),
            Signing.ErrorCodes.requestId(response.headers()));
    StringBuilder message = new StringBuilder(what(request));
    message.append(" answered ").append(error.statusCode());
    if (response.statusMessage() != null && !response.statusMessage().isBlank()) {
      message.append(' ').append(response.statusMessage());
    }
    if (error.errorCode() != null) {
      message.append(", ").append(error.errorCode());
    }
    if (error.requestId() != null) {
      message.append(" (request id ").append(error.requestId()).append(')');
    }
    message.append("; body() has what it said");
    return new HttpStatusException(message.toString(), error, bounded(response.body()));
  }

  private static Buffer bounded(@Nullable Buffer body) {
    if (body == null) {
      return Buffer.buffer();
    }
    return body.length() > KEPT ? body.getBuffer(0, KEPT) : body;
  }

  static Throwable failure(RestRequest request, Throwable cause, long timeoutMillis) {
    if (cause instanceof SaigonException
        || cause instanceof IllegalArgumentException
        || cause instanceof IllegalStateException) {
      return cause;
    }
    if (cause instanceof TimeoutException) {
      // Without the cause, which quotes the query.
      return new TransportException(
          what(request)
              + " got no answer within "
              + timeoutMillis
              + " ms; see whether the service is up, or allow a longer timeout",
          null);
    }
    return new TransportException(
        what(request)
            + " got no answer ("
            + cause.getMessage()
            + "); see whether the base URL is right and the service is up",
        cause);
  }
}
