package io.saigon.storage.zip;

import io.saigon.storage.file.FileChannels;
import io.saigon.storage.file.LocalFailures;
import io.saigon.storage.io.BufferPool;
import io.saigon.storage.io.Cancellation;
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
 * Writes entries to files one after the other, in steps after which the worker thread can serve
 * others. For one thread at a time.
 */
final class EntryWriter implements AutoCloseable {
  /**
   * The file of an entry.
   *
   * @param path path of the file, which does not exist
   */
  record OutputFile(ZipEntry entry, Path path) {}

  private static final BufferPool INPUTS = new BufferPool(128 << 10, 32);
  private static final BufferPool OUTPUTS = new BufferPool(256 << 10, 32);
  private static final long STEP_BYTES = 8 << 20;
  // The cost of opening and closing a file, in bytes written in the same time.
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
  private final Supplier<@Nullable OutputFile> files;
  private final LongConsumer written;
  private final Cancellation cancellation;
  private final ByteBuffer input = INPUTS.acquire();
  private final ByteBuffer output = OUTPUTS.acquire();
  private @Nullable EntryReader reader;
  private @Nullable OutputFile current;
  private @Nullable FileChannel channel;

  EntryWriter(
      ArchiveBytes archive,
      Supplier<@Nullable OutputFile> files,
      LongConsumer written,
      Cancellation cancellation) {
    this.archive = archive;
    this.files = files;
    this.written = written;
    this.cancellation = cancellation;
  }

  /** Writes for a while; returns false when there is nothing more to write. */
  boolean writeSome() throws IOException {
    long spent = 0;
    while (spent < STEP_BYTES) {
      cancellation.throwIfCancelled();
      OutputFile file = current == null ? files.get() : current;
      if (file == null) {
        return false;
      }
      current = file;
      try {
        EntryReader content = reader(file.entry());
        FileChannel target = channel == null ? create(file) : channel;
        channel = target;
        long count = 0;
        boolean more = true;
        while (more && spent + count < STEP_BYTES) {
          more = content.read(output.clear());
          output.flip();
          count += output.remaining();
          FileChannels.write(target, file.path(), output);
        }
        if (!more) {
          finish(file, target);
        }
        written.accept(count);
        spent += count + FILE_COST;
      } catch (IOException e) {
        throw LocalFailures.of(e, file.path());
      }
    }
    return true;
  }

  private EntryReader reader(ZipEntry entry) {
    EntryReader content = reader;
    if (content == null) {
      content = new EntryReader(archive, entry, input);
      reader = content;
    } else if (channel == null) {
      content.open(entry);
    }
    return content;
  }

  private static FileChannel create(OutputFile file) throws IOException {
    return FileChannel.open(file.path(), NEW_FILE, file.entry().executable() ? EXECUTABLE : PLAIN);
  }

  private void finish(OutputFile done, FileChannel target) throws IOException {
    target.close();
    channel = null;
    current = null;
    Instant time = done.entry().lastModified();
    if (time != null) {
      setTime(done.path(), time);
    }
  }

  // The older way takes half as long, and archives rarely know more than milliseconds.
  private static void setTime(Path file, Instant time) throws IOException {
    long millis = time.toEpochMilli();
    if (millis < 0 || !file.toFile().setLastModified(millis)) {
      Files.setLastModifiedTime(file, FileTime.from(time));
    }
  }

  /** Closes the file of an unfinished entry and releases the buffers; to be called once. */
  @Override
  public void close() {
    if (reader != null) {
      reader.close();
    }
    FileChannels.closeQuietly(channel);
    INPUTS.release(input);
    OUTPUTS.release(output);
  }
}
