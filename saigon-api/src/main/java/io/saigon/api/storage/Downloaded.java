package io.saigon.api.storage;

import io.vertx.core.Future;
import java.nio.file.Path;

/** An object as a file in a temporary directory of its own, deleted on close. */
public interface Downloaded extends AutoCloseable {
  /**
   * Returns the file.
   *
   * @return the path
   */
  Path path();

  /**
   * Returns the size of the file.
   *
   * @return bytes
   */
  default long size() {
    return info().size();
  }

  /**
   * Returns the object that was downloaded.
   *
   * @return the object
   */
  default S3ObjectDescriptor source() {
    return info().descriptor();
  }

  /**
   * Returns the storage's description of the object.
   *
   * @return the description
   */
  ObjectInfo info();

  /**
   * Deletes the file and its directory; harmless when done twice.
   *
   * @return completes when they are deleted
   */
  Future<Void> delete();

  /**
   * Deletes the file and its directory; harmless when done twice. On an event loop the deletion
   * continues in the background.
   */
  @Override
  void close();
}
