package io.saigon.storage;

import io.saigon.api.storage.ObjectInfo;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * More connections for a large object that one of them brings slowly, as S3 does: they fetch parts
 * from the end of the object backwards, until they meet the first one, which goes forwards. Where
 * one connection brings all that this machine takes, there are none.
 */
final class ParallelRanges {
  private static final int MAX_LANES = 3;
  private static final long PART = 8 << 20;
  private static final long MIN_SIZE = 64 << 20;
  private static final long TRIAL = 8 << 20;
  // What S3 gives one connection is less; a machine that is busy with other things gets about this.
  private static final long ENOUGH_PER_SECOND = 128 << 20;
  private static final long LOOK_MILLIS = 50;

  private final S3Calls calls;
  private final ContextInternal context;
  private final ObjectInfo info;
  private final FileTarget target;
  private final List<Future<Void>> lanes = new CopyOnWriteArrayList<>();
  private volatile boolean over;

  ParallelRanges(S3Calls calls, ObjectInfo info, FileTarget target) {
    this.calls = calls;
    this.context = calls.context();
    this.info = info;
    this.target = target;
  }

  /** Whether the object is large, and can be fetched in parts that belong together. */
  static boolean areWorthIt(ObjectInfo info, GetObjectResponse response) {
    return info.size() > MIN_SIZE
        && info.eTag() != null
        && "bytes".equalsIgnoreCase(response.acceptRanges());
  }

  /** Looks now and then how fast the first connection is, and begins when it is too slow. */
  void watch() {
    calls
        .abort()
        .pause(context, LOOK_MILLIS)
        .onSuccess(
            paused -> {
              if (over) {
                return;
              }
              if (target.written() >= TRIAL && target.bytesPerSecond() < ENOUGH_PER_SECOND) {
                begin();
              } else {
                watch();
              }
            });
  }

  private void begin() {
    for (int i = 0; i < MAX_LANES; i++) {
      Promise<Void> done = context.promise();
      lanes.add(done.future());
      next(done);
    }
  }

  private void next(Promise<Void> done) {
    Window part = target.claim(PART);
    if (part == null) {
      done.complete();
      return;
    }
    Abort abort = calls.abort();
    new Transfer(
            context,
            new S3Reader(calls),
            info,
            part.start(),
            part.length(),
            target.part(part),
            abort)
        .run()
        .onSuccess(fetched -> next(done))
        .onFailure(
            failure -> {
              abort.now(failure);
              done.fail(failure);
            });
  }

  /** When the first connection is done: no more of them begin, and those that did end. */
  Future<Void> finish() {
    over = true;
    return Future.join(List.copyOf(lanes)).mapEmpty();
  }
}
