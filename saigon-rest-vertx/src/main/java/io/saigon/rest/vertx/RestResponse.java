package io.saigon.rest.vertx;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;

/**
 * A whole answer. Headers and body are left out of {@link #toString()}.
 *
 * @param statusCode HTTP status
 * @param statusMessage what the service calls the status, empty if it does not say
 * @param headers headers of the answer, names case-insensitive
 * @param body whole body, empty if there was none
 */
public record RestResponse(int statusCode, String statusMessage, MultiMap headers, Buffer body) {
  /** Checks that nothing is missing. */
  public RestResponse {
    Objects.requireNonNull(statusMessage, "statusMessage");
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(body, "body");
  }

  /** The body as text in UTF-8. */
  public String text() {
    return body.toString();
  }

  @Override
  public String toString() {
    return "RestResponse[statusCode=" + statusCode + ", body of " + body.length() + " bytes]";
  }
}
