package io.saigon.testkit.internal.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Serves a service whose operations are paths and methods. */
public interface RestFront {
  /** Returns whether a request is one of this service. */
  boolean accepts(HttpServerRequest request);

  /**
   * Answers a request.
   *
   * @param body its whole body
   */
  void handle(HttpServerRequest request, Buffer body);
}
