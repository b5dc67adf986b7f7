package io.saigon.storage.zip;

import io.saigon.storage.file.FileChannels;
import io.saigon.storage.file.LocalFailures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A local file with an archive, or with ranges of one. */
public record LocalArchive(Path file, FileChannel channel, long size) implements ArchiveBytes {
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
    FileChannels.read(channel, file, position, into);
  }

  public void close() {
    FileChannels.closeQuietly(channel);
  }
}
