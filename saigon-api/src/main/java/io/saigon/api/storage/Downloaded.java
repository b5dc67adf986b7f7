package io.saigon.api.storage;

import io.vertx.core.Future;
import java.nio.file.Path;

/** An object as a file in a temporary directory of its own; gone when closed. */
public interface Downloaded extends AutoCloseable {
  /** The file. */
  Path path();

  /** Size in bytes. */
  long size();

  /** What was downloaded. */
  S3ObjectDescriptor source();

  /** Deletes the file and its directory; harmless when done twice. */
  Future<Void> delete();

  /**
   * Deletes the file and its directory; harmless when done twice. On an event loop the deletion
   * goes on in the background.
   */
  @Override
  void close();
}
