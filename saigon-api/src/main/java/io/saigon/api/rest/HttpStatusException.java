package io.saigon.api.rest;

import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceError;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** A REST service answered with a status other than 2xx. */
public final class HttpStatusException extends SaigonException {
  private static final long serialVersionUID = 1L;

  private final transient ServiceError error;
  private final transient Buffer body;

  /**
   * Creates the failure.
   *
   * @param message which request got which status, without query and body
   * @param error host, status, error code and request id
   * @param body the answer's body, or the beginning of a long one; not part of the message
   */
  public HttpStatusException(String message, ServiceError error, Buffer body) {
    super(message, error, null);
    this.error = error;
    this.body = body;
  }

  /** HTTP status of the answer. */
  public int statusCode() {
    return error.statusCode();
  }

  /** The service's request id, or null if it gave none. */
  public @Nullable String requestId() {
    return error.requestId();
  }

  /** The answer's body, or the beginning of a long one; empty if there was none. */
  public Buffer body() {
    return body.copy();
  }
}
