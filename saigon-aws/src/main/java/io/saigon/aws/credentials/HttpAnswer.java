package io.saigon.aws.credentials;

import io.saigon.api.error.ServiceException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** An answer that was gathered whole. Its body is left out of {@link #toString()}. */
record HttpAnswer(String service, int status, @Nullable String requestId, Buffer body) {
  boolean isOk() {
    return status == 200;
  }

  String text() {
    return body.toString();
  }

  /** Returns the body as a JSON object; a failure does not quote it. */
  JsonObject json() {
    try {
      return new JsonObject(body);
    } catch (DecodeException | ClassCastException e) {
      throw unreadable();
    }
  }

  ServiceException unreadable() {
    return new ServiceException(
        service
            + " sent an answer that cannot be read. Check who answers at its endpoint: a proxy or"
            + " another service?",
        null,
        null);
  }

  @Override
  public String toString() {
    return "HttpAnswer[service=" + service + ", status=" + status + "]";
  }
}
