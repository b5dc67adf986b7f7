package io.saigon.api.storage;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/**
 * An object's content as it arrives. Paused until it gets a handler; read to its end or {@link
 * #cancel()} it, for it holds a connection.
 *
 * <p>Its exception handler gets a {@link io.saigon.api.error.SaigonException}.
 */
public interface ObjectStream extends ReadStream<Buffer> {
  /** What is read; the size is that of the whole object also when a range of it is read. */
  ObjectInfo info();

  /** Stops reading and frees the connection; harmless when done twice or after the end. */
  Future<Void> cancel();
}
