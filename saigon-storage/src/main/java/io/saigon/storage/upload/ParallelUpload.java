package io.saigon.storage.upload;

import io.saigon.api.context.CallerContext;
import io.saigon.api.storage.UploadedObject;
import io.saigon.storage.io.ParallelTasks;
import io.saigon.storage.io.Workers;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;

/** A multipart upload of a known size whose parts are sent in parallel, none of them in memory. */
final class ParallelUpload {
  /** Sends one part. */
  interface PartSender {
    Future<Void> send(int number, long offset, long length);
  }

  private static final int MAX_CONCURRENT_PARTS = 4;
  private static final long MIN_PART = 16 << 20;
  // Nothing is transferred to this machine, and each request takes S3 some time.
  private static final long MIN_COPIED_PART = 256 << 20;

  private final CallerContext context;
  private final MultipartUpload upload;
  private final long size;
  private final long partSize;
  private final int parts;
  private final PartSender sender;
  private final AtomicInteger next = new AtomicInteger();

  private ParallelUpload(
      CallerContext context, MultipartUpload upload, long size, long minPart, PartSender sender) {
    this.context = context;
    this.upload = upload;
    this.size = size;
    this.partSize = partSize(size, minPart);
    this.parts = (int) ((size + partSize - 1) / partSize);
    this.sender = sender;
  }

  static ParallelUpload ofFile(
      CallerContext context, MultipartUpload upload, Path file, long size) {
    return new ParallelUpload(
        context,
        upload,
        size,
        MIN_PART,
        (number, offset, length) ->
            Workers.call(context, () -> FileSubscription.crc32(file, offset, length))
                .compose(
                    crc -> upload.part(number, crc, new FileBody(context, file, offset, length))));
  }

  /**
   * @param range copies a range of an object in S3
   */
  static ParallelUpload ofRanges(
      CallerContext context, MultipartUpload upload, long size, PartSender range) {
    return new ParallelUpload(context, upload, size, MIN_COPIED_PART, range);
  }

  static long partSize(long size) {
    return partSize(size, MIN_PART);
  }

  private static long partSize(long size, long minPart) {
    return Math.max(minPart, (size + MultipartUpload.MAX_PARTS - 1) / MultipartUpload.MAX_PARTS);
  }

  Future<UploadedObject> run() {
    return ParallelTasks.run(
            context, Collections.nCopies(Math.min(MAX_CONCURRENT_PARTS, parts), this::sendNext))
        .compose(sent -> upload.complete())
        .recover(failure -> upload.abort().transform(aborted -> Future.failedFuture(failure)));
  }

  private Future<Boolean> sendNext() {
    int part = next.getAndIncrement();
    if (part >= parts) {
      return context.succeeded(false);
    }
    long offset = part * partSize;
    return sender.send(part + 1, offset, Math.min(partSize, size - offset)).map(true);
  }
}
