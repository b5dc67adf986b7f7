package io.saigon.storage.archive;

import io.saigon.api.context.CallerContext;
import io.saigon.api.storage.ObjectInfo;
import io.saigon.api.storage.UnzipOptions;
import io.saigon.api.storage.Unzipped;
import io.saigon.storage.download.ByteRange;
import io.saigon.storage.download.Transfer;
import io.saigon.storage.io.ParallelTasks;
import io.saigon.storage.io.Progress;
import io.saigon.storage.io.Workers;
import io.saigon.storage.s3.S3Calls;
import io.saigon.storage.zip.ArchiveFailures;
import io.saigon.storage.zip.ZipEntry;
import io.saigon.storage.zip.ZipExtraction;
import io.vertx.core.Future;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The extraction of chosen entries of an archive in S3: the ranges that hold them are fetched to a
 * temporary file, which is extracted like a local archive.
 */
final class RemoteExtraction {
  private static final int CONNECTIONS = 4;

  private final S3Calls calls;
  private final CallerContext context;
  private final ObjectInfo info;
  private final UnzipOptions options;
  private final Progress progress;

  RemoteExtraction(S3Calls calls, ObjectInfo info, UnzipOptions options, Progress progress) {
    this.calls = calls;
    this.context = calls.context();
    this.info = info;
    this.options = options;
    this.progress = progress;
  }

  Future<Unzipped> run(List<ZipEntry> chosen) {
    return Workers.call(context, () -> EntryRanges.of(chosen, options.limits().maxBytes()))
        .compose(
            ranges ->
                Workers.call(context, () -> prepare(chosen, ranges))
                    .compose(extraction -> extract(extraction, ranges)))
        .recover(
            failure -> ArchiveFailures.failed(ArchiveFailures.name(info.descriptor()), failure));
  }

  private ZipExtraction prepare(List<ZipEntry> chosen, List<ByteRange> ranges) {
    return ZipExtraction.prepare(
        context.vertx(), chosen, info.size(), EntryRanges.total(ranges), options, progress);
  }

  private Future<Unzipped> extract(ZipExtraction extraction, List<ByteRange> ranges) {
    return Workers.call(
            context, () -> PartialArchive.create(context.vertx(), info.size(), ranges, options))
        .compose(
            archive ->
                fetch(archive, ranges)
                    .compose(fetched -> extraction.run(context, archive, calls.cancellation()))
                    .eventually(() -> Workers.cleanUp(context, archive::delete)))
        .recover(
            failure -> extraction.abandon().transform(deleted -> Future.failedFuture(failure)));
  }

  private Future<Void> fetch(PartialArchive archive, List<ByteRange> ranges) {
    Queue<ByteRange> queue = new ConcurrentLinkedQueue<>(ranges);
    return ParallelTasks.run(
        context, Collections.nCopies(CONNECTIONS, () -> fetchNext(archive, queue.poll())));
  }

  private Future<Boolean> fetchNext(PartialArchive archive, @Nullable ByteRange range) {
    return range == null
        ? context.succeeded(false)
        : new Transfer(calls, info, range.start(), range.length(), archive.target(range))
            .run()
            .map(true);
  }
}
