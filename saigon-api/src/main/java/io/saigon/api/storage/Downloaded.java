package io.saigon.api.storage;

import io.vertx.core.Future;
import java.nio.file.Path;

/** An object as a file in a temporary directory of its own; gone when closed. */
public interface Downloaded extends AutoCloseable {
  /** The file. */
  Path path();

  /** Size in bytes. */
  default long size() {
    return info().size();
  }

  /** What was downloaded. */
  default S3ObjectDescriptor source() {
    return info().descriptor();
  }

  /** What the storage told of it. */
  ObjectInfo info();

  /** Deletes the file and its directory; harmless when done twice. */
  Future<Void> delete();

  /**
   * Deletes the file and its directory; harmless when done twice. On an event loop the deletion
   * goes on in the background.
   */
  @Override
  void close();
}
