package io.saigon.api.storage;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;

/** The files of an archive, in a temporary directory of their own; gone when closed. */
public interface Unzipped extends AutoCloseable {
  /** The directory that holds them. */
  Path directory();

  /**
   * All files, nested ones included, relative to {@link #directory()}, in the order of the archive.
   */
  List<Path> files();

  /** Deletes the directory; harmless when done twice. */
  Future<Void> delete();

  /**
   * Deletes the directory; harmless when done twice. On an event loop the deletion goes on in the
   * background.
   */
  @Override
  void close();
}
