package io.saigon.storage;

import io.saigon.api.storage.UploadedObject;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A large file on its way to an object, in parts beside each other, none of them in memory. */
final class FileUpload {
  private static final int LANES = 4;
  private static final long MIN_PART = 16 << 20;

  private final ContextInternal context;
  private final MultipartUpload upload;
  private final Path file;
  private final long size;
  private final long partSize;
  private final int parts;
  private final AtomicInteger next = new AtomicInteger();
  private volatile boolean stopped;

  FileUpload(ContextInternal context, MultipartUpload upload, Path file, long size) {
    this.context = context;
    this.upload = upload;
    this.file = file;
    this.size = size;
    this.partSize = partSize(size);
    this.parts = (int) ((size + partSize - 1) / partSize);
  }

  static long partSize(long size) {
    return Math.max(MIN_PART, (size + MultipartUpload.MAX_PARTS - 1) / MultipartUpload.MAX_PARTS);
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
    long length = Math.min(partSize, size - offset);
    context
        .executeBlocking(() -> FileReading.crc32(file, offset, length), false)
        .compose(crc -> upload.part(part + 1, crc, new FileBody(context, file, offset, length)))
        .onSuccess(written -> lane(done))
        .onFailure(
            failure -> {
              stopped = true;
              done.fail(failure);
            });
  }
}
