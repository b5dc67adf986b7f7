package io.saigon.storage.file;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks of the free space of file systems. */
public final class DiskSpace {
  private DiskSpace() {}

  /**
   * Fails if there is no such directory, or if it has not enough free space; other processes may
   * take some of it until the bytes are written.
   */
  public static void require(Path directory, long bytes) {
    long free;
    try {
      free = free(Files.getFileStore(directory));
    } catch (IOException e) {
      throw LocalFailures.of(e, directory);
    }
    if (!Files.isDirectory(directory)) {
      throw LocalFailures.noDirectory(directory);
    }
    if (free < bytes) {
      throw LocalFailures.noSpace(directory, bytes, free);
    }
  }

  // Some network file systems have no sizes; they are taken for unlimited.
  static long free(FileStore store) throws IOException {
    return store.getTotalSpace() > 0 ? store.getUsableSpace() : Long.MAX_VALUE;
  }

  /** Fails if two numbers of bytes, neither below 0, cannot fit together. */
  public static void require(Path directory, long first, long second) throws IOException {
    require(directory, first + second < 0 ? Long.MAX_VALUE : first + second);
  }
}
