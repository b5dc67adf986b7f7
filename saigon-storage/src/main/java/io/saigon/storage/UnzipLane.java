package io.saigon.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes one file after the other, some at a time, so that a worker thread is free again soon. For
 * one thread at a time.
 */
final class UnzipLane implements AutoCloseable {
  /**
   * An entry to be written.
   *
   * @param file path of the file, which does not exist
   */
  record Item(ZipEntry entry, Path file) {}

  private static final BufferPool INPUTS = new BufferPool(128 << 10);
  private static final BufferPool OUTPUTS = new BufferPool(256 << 10);
  private static final long SLICE = 8 << 20;
  // What opening and closing a file costs, told in bytes.
  private static final long FILE_COST = 16 << 10;
  private static final Set<StandardOpenOption> NEW_FILE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  private static final FileAttribute<?>[] PLAIN = {};
  private static final FileAttribute<?>[] EXECUTABLE =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
          ? new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"))
          }
          : PLAIN;

  private final ArchiveBytes archive;
  private final Supplier<@Nullable Item> items;
  private final LongConsumer written;
  private final Abort abort;
  private final ByteBuffer input = INPUTS.take();
  private final ByteBuffer output = OUTPUTS.take();
  private @Nullable EntryReader reader;
  private @Nullable Item item;
  private @Nullable FileChannel file;

  UnzipLane(
      ArchiveBytes archive, Supplier<@Nullable Item> items, LongConsumer written, Abort abort) {
    this.archive = archive;
    this.items = items;
    this.written = written;
    this.abort = abort;
  }

  /** Writes for a while; false when there is nothing more to write. */
  boolean slice() throws IOException {
    long spent = 0;
    while (spent < SLICE) {
      abort.check();
      Item current = item == null ? items.get() : item;
      if (current == null) {
        return false;
      }
      item = current;
      try {
        EntryReader content = reader(current.entry());
        FileChannel target = file == null ? create(current) : file;
        file = target;
        long count = 0;
        boolean more = true;
        while (more && spent + count < SLICE) {
          more = content.read(output.clear());
          output.flip();
          count += output.remaining();
          while (output.hasRemaining()) {
            target.write(output);
          }
        }
        if (!more) {
          finish(current, target);
        }
        written.accept(count);
        spent += count + FILE_COST;
      } catch (IOException e) {
        throw LocalFailures.of(e, current.file());
      }
    }
    return true;
  }

  private EntryReader reader(ZipEntry entry) {
    EntryReader content = reader;
    if (content == null) {
      content = new EntryReader(archive, entry, input);
      reader = content;
    } else if (file == null) {
      content.open(entry);
    }
    return content;
  }

  private static FileChannel create(Item item) throws IOException {
    return FileChannel.open(item.file(), NEW_FILE, item.entry().executable() ? EXECUTABLE : PLAIN);
  }

  private void finish(Item done, FileChannel target) throws IOException {
    target.close();
    file = null;
    item = null;
    Instant time = done.entry().lastModified();
    if (time != null) {
      setTime(done.file(), time);
    }
  }

  // The older way takes half as long, and archives rarely know more than milliseconds.
  private static void setTime(Path file, Instant time) throws IOException {
    long millis = time.toEpochMilli();
    if (millis < 0 || !file.toFile().setLastModified(millis)) {
      Files.setLastModifiedTime(file, FileTime.from(time));
    }
  }

  /** Closes what an entry that was not finished has open; once, and the last thing done. */
  @Override
  public void close() {
    if (reader != null) {
      reader.close();
    }
    Closing.quietly(file);
    INPUTS.give(input);
    OUTPUTS.give(output);
  }
}
