package io.saigon.storage.download;

import io.saigon.api.context.CallerContext;
import io.saigon.api.storage.ObjectInfo;
import io.saigon.storage.io.ParallelTasks;
import io.saigon.storage.s3.S3Calls;
import io.vertx.core.Future;
import java.util.Collections;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * More connections for a large object that one connection transfers slowly, as S3 does: they fetch
 * ranges from the end of the object backwards, until they meet the first connection, which reads
 * forwards. Where one connection transfers all that this machine takes, there are none.
 */
final class ParallelRanges {
  private static final int MAX_CONNECTIONS = 3;
  private static final long RANGE = 8 << 20;
  private static final long MIN_SIZE = 64 << 20;
  private static final long TRIAL_BYTES = 8 << 20;
  // What S3 gives one connection is less; a machine that is busy with other things gets about this.
  private static final long ENOUGH_PER_SECOND = 128 << 20;
  private static final long POLL_MILLIS = 50;

  private final S3Calls calls;
  private final CallerContext context;
  private final ObjectInfo info;
  private final FileTarget target;
  private volatile Future<Void> ranges = Future.succeededFuture();
  private volatile boolean finished;

  ParallelRanges(S3Calls calls, ObjectInfo info, FileTarget target) {
    this.calls = calls;
    this.context = calls.context();
    this.info = info;
    this.target = target;
  }

  /** Returns whether the object is large, and can be fetched in ranges of one version. */
  static boolean areUseful(ObjectInfo info, GetObjectResponse response) {
    return info.size() > MIN_SIZE
        && info.eTag() != null
        && "bytes".equalsIgnoreCase(response.acceptRanges());
  }

  /** Measures the first connection from time to time, and begins when it is too slow. */
  void watch() {
    calls
        .cancellation()
        .pause(context, POLL_MILLIS)
        .onSuccess(
            paused -> {
              if (finished) {
                return;
              }
              if (target.written() >= TRIAL_BYTES && target.bytesPerSecond() < ENOUGH_PER_SECOND) {
                begin();
              } else {
                watch();
              }
            });
  }

  private void begin() {
    ranges =
        ParallelTasks.run(context, Collections.nCopies(MAX_CONNECTIONS, this::transferNextRange));
  }

  private Future<Boolean> transferNextRange() {
    ByteRange range = target.claim(RANGE);
    if (range == null) {
      return context.succeeded(false);
    }
    return new Transfer(calls, info, range.start(), range.length(), target.range(range))
        .run()
        .map(true)
        .onFailure(calls.cancellation()::cancel);
  }

  /** Begins no more, when the first connection is done; completes when those that did end. */
  Future<Void> finish() {
    finished = true;
    return ranges;
  }
}
