package io.saigon.storage;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file with an archive, or with parts of one. */
record LocalArchive(Path file, FileChannel channel, long size) implements ArchiveBytes {
  static LocalArchive open(Path file) {
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      return new LocalArchive(file, channel, channel.size());
    } catch (IOException e) {
      throw LocalFailures.of(e, file);
    }
  }

  @Override
  public void read(long position, ByteBuffer into) {
    try {
      long at = position;
      while (into.hasRemaining()) {
        int count = channel.read(into, at);
        if (count < 0) {
          throw new EOFException("The file became shorter while it was read");
        }
        at += count;
      }
    } catch (IOException e) {
      throw LocalFailures.of(e, file);
    }
  }

  void close() {
    Closing.quietly(channel);
  }
}
