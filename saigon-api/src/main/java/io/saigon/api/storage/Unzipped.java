package io.saigon.api.storage;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;

/** The files of an archive in a temporary directory of their own, deleted on close. */
public interface Unzipped extends AutoCloseable {
  /**
   * Returns the directory that holds the files.
   *
   * @return the path
   */
  Path directory();

  /**
   * Returns all files, nested ones included.
   *
   * @return paths relative to {@link #directory()}, in the order of the archive
   */
  List<Path> files();

  /**
   * Deletes the directory; harmless when done twice.
   *
   * @return completes when it is deleted
   */
  Future<Void> delete();

  /**
   * Deletes the directory; harmless when done twice. On an event loop the deletion continues in the
   * background.
   */
  @Override
  void close();
}
