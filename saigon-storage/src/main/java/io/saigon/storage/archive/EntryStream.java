package io.saigon.storage.archive;

import io.saigon.api.context.CallerContext;
import io.saigon.api.storage.ArchiveException.Reason;
import io.saigon.api.storage.ObjectInfo;
import io.saigon.api.stream.QueuedStream;
import io.saigon.storage.download.Transfer;
import io.saigon.storage.io.Buffers;
import io.saigon.storage.io.Workers;
import io.saigon.storage.s3.Operations;
import io.saigon.storage.s3.S3Calls;
import io.saigon.storage.zip.ArchiveFailures;
import io.saigon.storage.zip.EntryReader;
import io.saigon.storage.zip.MemoryArchive;
import io.saigon.storage.zip.ZipEntry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** An entry's content, fetched in blocks and inflated on workers as far as the handler demands. */
final class EntryStream extends QueuedStream<Buffer> {
  private static final int BLOCK = 2 << 20;
  private static final int INPUT = 64 << 10;
  private static final int OUTPUT = 64 << 10;
  // To fill the output deflate needs a little more input than that, however badly it compresses.
  private static final int ENOUGH = 3 * INPUT;

  private final Operations operations;
  private final ObjectInfo info;
  private final ZipEntry entry;
  private final long end;
  private final MemoryArchive archive;
  private long fetchedTo;
  private boolean busy;
  private @Nullable EntryReader content;

  EntryStream(CallerContext context, Operations operations, ObjectInfo info, ZipEntry entry) {
    super(context);
    this.operations = operations;
    this.info = info;
    this.entry = entry;
    this.end = EntryRanges.end(entry);
    this.archive = new MemoryArchive(info.size());
    this.fetchedTo = entry.start();
  }

  @Override
  protected void more() {
    if (busy) {
      return;
    }
    busy = true;
    operations
        .run(
            context(),
            null,
            calls -> fetch(calls).compose(fetched -> Workers.call(context(), this::inflate)))
        .onSuccess(this::inflated)
        .onFailure(
            failure ->
                end(ArchiveFailures.named(ArchiveFailures.name(info.descriptor()), failure)));
  }

  private void inflated(Inflated next) {
    busy = next.last;
    push(next.content);
    if (next.last) {
      end(null);
    }
  }

  private Future<Void> fetch(S3Calls calls) {
    long position = content == null ? entry.start() : content.position();
    return fetchedTo < Math.min(end, position + ENOUGH)
        ? fetchBlock(calls, position)
        : context().succeeded();
  }

  private Future<Void> fetchBlock(S3Calls calls, long from) {
    int length = (int) Math.min(BLOCK, end - from);
    MemoryTarget target = new MemoryTarget(info, length);
    return new Transfer(calls, info, from, length, target)
        .run()
        .onSuccess(
            done -> {
              archive.clear();
              archive.add(from, target.content());
              fetchedTo = from + length;
            });
  }

  private record Inflated(Buffer content, boolean last) {}

  private Inflated inflate() {
    ByteBuffer output = ByteBuffer.allocate(OUTPUT);
    boolean more = false;
    try {
      EntryReader reader = content;
      if (reader == null) {
        reader = new EntryReader(archive, entry, ByteBuffer.allocate(INPUT));
        content = reader;
      }
      more = reader.read(output);
      return new Inflated(Buffers.wrap(output.flip()), !more);
    } catch (MemoryArchive.MissingBytes e) {
      throw ArchiveFailures.entry(
          Reason.CORRUPT, entry.name(), "has far more compressed data than content");
    } finally {
      if (!more && content != null) {
        content.close();
      }
    }
  }
}
