package io.saigon.storage;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

final class DiskSpace {
  private DiskSpace() {}

  /** Fails if the bytes cannot fit; that they do fit is not sure until they are written. */
  static void require(Path directory, long bytes) throws IOException {
    FileStore store = Files.getFileStore(directory);
    long free = store.getUsableSpace();
    // Some network file systems tell no sizes at all.
    if (store.getTotalSpace() > 0 && free >= 0 && free < bytes) {
      throw LocalFailures.noSpace(directory, bytes, free);
    }
  }

  /** Fails if two numbers of bytes, neither below 0, cannot fit together. */
  static void require(Path directory, long first, long second) throws IOException {
    require(directory, first + second < 0 ? Long.MAX_VALUE : first + second);
  }
}
