package io.saigon.storage;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Free space of file systems. */
final class DiskSpace {
  private DiskSpace() {}

  /**
   * Fails if the bytes cannot fit; that they do fit is not sure until they are written. Fails also
   * if there is no such directory.
   */
  static void require(Path directory, long bytes) {
    long free;
    try {
      FileStore store = Files.getFileStore(directory);
      // Some network file systems have no sizes at all.
      free = store.getTotalSpace() > 0 ? store.getUsableSpace() : -1;
    } catch (IOException e) {
      throw LocalFailures.of(e, directory);
    }
    if (!Files.isDirectory(directory)) {
      throw LocalFailures.noDirectory(directory);
    }
    if (free >= 0 && free < bytes) {
      throw LocalFailures.noSpace(directory, bytes, free);
    }
  }

  /** Fails if two numbers of bytes, neither below 0, cannot fit together. */
  static void require(Path directory, long first, long second) throws IOException {
    require(directory, first + second < 0 ? Long.MAX_VALUE : first + second);
  }
}
