package io.saigon.storage;

import io.saigon.api.storage.UnzipOptions;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The parts of an archive that hold some of its entries, in a file of their own. Blocks. */
final class ArchiveParts implements ArchiveBytes {
  private final TemporaryDirectory directory;
  private final LocalArchive local;
  private final long archiveSize;
  private final NavigableMap<Long, Window> windows = new TreeMap<>();

  private ArchiveParts(
      TemporaryDirectory directory, LocalArchive local, long archiveSize, List<Window> windows) {
    this.directory = directory;
    this.local = local;
    this.archiveSize = archiveSize;
    windows.forEach(window -> this.windows.put(window.start(), window));
  }

  /** Creates the file for what is to be fetched, which is known to fit the disk. */
  static ArchiveParts create(
      Vertx vertx, long archiveSize, List<Window> windows, UnzipOptions options) {
    TemporaryDirectory directory = TemporaryDirectory.create(vertx, options.download().directory());
    Path file = directory.path().resolve("parts");
    try {
      FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      LocalArchive local = new LocalArchive(file, channel, Window.total(windows));
      return new ArchiveParts(directory, local, archiveSize, windows);
    } catch (IOException e) {
      directory.deleteNow();
      throw LocalFailures.of(e, file);
    }
  }

  List<Window> windows() {
    return List.copyOf(windows.values());
  }

  Transfer.Target target(Window window) {
    return new WindowTarget(local.channel(), local.file(), window, bytes -> {});
  }

  @Override
  public long size() {
    return archiveSize;
  }

  @Override
  public void read(long position, ByteBuffer into) {
    Window window = windows.floorEntry(position).getValue();
    local.read(window.at() + position - window.start(), into);
  }

  void delete() {
    local.close();
    directory.deleteNow();
  }
}
