package io.saigon.storage;

import io.saigon.api.storage.UploadedObject;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An upload in parts beside each other, whose size is known, and none of which is in memory. */
final class PartsUpload {
  /** Brings one part to its place. */
  interface Sender {
    Future<Void> send(int number, long offset, long length);
  }

  private static final int LANES = 4;
  private static final long MIN_PART = 16 << 20;
  // Nothing goes through this machine, and the storage takes its time for each request.
  private static final long MIN_COPIED_PART = 256 << 20;

  private final ContextInternal context;
  private final MultipartUpload upload;
  private final long size;
  private final long partSize;
  private final int parts;
  private final Sender sender;
  private final AtomicInteger next = new AtomicInteger();
  private volatile boolean stopped;

  private PartsUpload(
      ContextInternal context, MultipartUpload upload, long size, long minPart, Sender sender) {
    this.context = context;
    this.upload = upload;
    this.size = size;
    this.partSize = partSize(size, minPart);
    this.parts = (int) ((size + partSize - 1) / partSize);
    this.sender = sender;
  }

  static PartsUpload ofFile(ContextInternal context, MultipartUpload upload, Path file, long size) {
    return new PartsUpload(
        context,
        upload,
        size,
        MIN_PART,
        (number, offset, length) ->
            context
                .executeBlocking(() -> FileReading.crc32(file, offset, length), false)
                .compose(
                    crc -> upload.part(number, crc, new FileBody(context, file, offset, length))));
  }

  /**
   * @param range copies a range of an object that the storage has
   */
  static PartsUpload ofRanges(
      ContextInternal context, MultipartUpload upload, long size, Sender range) {
    return new PartsUpload(context, upload, size, MIN_COPIED_PART, range);
  }

  static long partSize(long size) {
    return partSize(size, MIN_PART);
  }

  private static long partSize(long size, long minPart) {
    return Math.max(minPart, (size + MultipartUpload.MAX_PARTS - 1) / MultipartUpload.MAX_PARTS);
  }

  Future<UploadedObject> run() {
    List<Future<Void>> lanes = new ArrayList<>();
    for (int i = 0; i < Math.min(LANES, parts); i++) {
      Promise<Void> done = context.promise();
      lane(done);
      lanes.add(done.future());
    }
    return Future.join(lanes)
        .compose(done -> upload.complete())
        .recover(failure -> upload.abort().transform(aborted -> Future.failedFuture(failure)));
  }

  private void lane(Promise<Void> done) {
    int part = next.getAndIncrement();
    if (stopped || part >= parts) {
      done.complete();
      return;
    }
    long offset = part * partSize;
    sender
        .send(part + 1, offset, Math.min(partSize, size - offset))
        .onSuccess(written -> lane(done))
        .onFailure(
            failure -> {
              stopped = true;
              done.fail(failure);
            });
  }
}
