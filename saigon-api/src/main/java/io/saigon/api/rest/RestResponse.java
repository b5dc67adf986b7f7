package io.saigon.api.rest;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;

/**
 * A whole response. Headers and body are left out of {@link #toString()}.
 *
 * @param statusCode HTTP status
 * @param statusMessage reason phrase, empty if there is none
 * @param headers headers, names case-insensitive
 * @param body whole body, empty if there was none
 */
public record RestResponse(int statusCode, String statusMessage, MultiMap headers, Buffer body) {
  /**
   * Creates a response, and checks that nothing is null.
   *
   * @param statusCode HTTP status
   * @param statusMessage reason phrase, empty if there is none
   * @param headers headers, names case-insensitive
   * @param body whole body, empty if there was none
   */
  public RestResponse {
    Objects.requireNonNull(statusMessage, "statusMessage");
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(body, "body");
  }

  /**
   * Returns the body as text in UTF-8.
   *
   * @return the text, empty if there is no body
   */
  public String text() {
    return body.toString();
  }

  @Override
  public String toString() {
    return "RestResponse[statusCode=" + statusCode + ", body of " + body.length() + " bytes]";
  }
}
