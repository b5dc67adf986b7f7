package io.saigon.storage.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Reading and writing of files as a whole: no call leaves bytes behind. Blocks. */
public final class FileChannels {
  private FileChannels() {}

  /** Creates a file to write and read; fails if it exists. */
  public static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /**
   * Fills the remaining bytes of a buffer.
   *
   * @param file the path for failures
   */
  public static void read(FileChannel channel, Path file, long position, ByteBuffer into) {
    try {
      long at = position;
      while (into.hasRemaining()) {
        int count = channel.read(into, at);
        if (count < 0) {
          throw new EOFException(file + " became shorter while it was read");
        }
        at += count;
      }
    } catch (IOException e) {
      throw LocalFailures.of(e, file);
    }
  }

  /**
   * Writes the remaining bytes of a buffer at the channel's position.
   *
   * @param file the path for failures
   */
  public static void write(FileChannel channel, Path file, ByteBuffer content) {
    try {
      while (content.hasRemaining()) {
        channel.write(content);
      }
    } catch (IOException e) {
      throw LocalFailures.of(e, file);
    }
  }

  /** Closes a channel whose content has been read, or is going to be deleted. */
  public static void closeQuietly(@Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // Nothing depends on it any more.
      }
    }
  }
}
