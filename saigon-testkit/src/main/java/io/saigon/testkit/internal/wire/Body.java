package io.saigon.testkit.internal.wire;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** A request's whole body, up to the size that a service takes. */
public final class Body {
  private Body() {}

  /** Fails with {@code RequestEntityTooLargeException} if there is more, or of the connection. */
  public static Future<Buffer> of(HttpServerRequest request, int most) {
    Promise<Buffer> promise = Promise.promise();
    Buffer body = Buffer.buffer();
    request.handler(
        part ->
            Guarded.run(
                promise::tryFail,
                () -> {
                  if (body.length() + part.length() > most) {
                    throw new AwsError(413, "RequestEntityTooLargeException", "Request Too Long");
                  }
                  if (!promise.future().isComplete()) {
                    body.appendBuffer(part);
                  }
                }));
    request.exceptionHandler(promise::tryFail);
    request.endHandler(end -> promise.tryComplete(body));
    return promise.future();
  }
}
