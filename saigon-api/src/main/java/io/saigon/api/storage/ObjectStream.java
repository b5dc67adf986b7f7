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
  /**
   * Returns the storage's description of the object.
   *
   * @return the description; its size is that of the whole object also when a range is read
   */
  ObjectInfo info();

  /**
   * Stops reading and frees the connection; harmless when done twice or after the end.
   *
   * @return completes when the connection is free
   */
  Future<Void> cancel();
}
