package io.saigon.api.rest;

import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceError;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Answer of a REST service with a status other than 2xx. */
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
    super(message, Objects.requireNonNull(error, "error"), null);
    this.error = error;
    this.body = Objects.requireNonNull(body, "body");
  }

  /**
   * Returns the HTTP status of the answer.
   *
   * @return the status
   */
  public int statusCode() {
    return error.statusCode();
  }

  /**
   * Returns the service's request id.
   *
   * @return the id, or null if the service gave none
   */
  public @Nullable String requestId() {
    return error.requestId();
  }

  /**
   * Returns the answer's body.
   *
   * @return a copy of the body, or of the beginning of a long one; empty if there was none
   */
  public Buffer body() {
    return body.copy();
  }
}
