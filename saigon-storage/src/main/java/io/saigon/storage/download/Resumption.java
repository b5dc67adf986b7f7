package io.saigon.storage.download;

import io.saigon.api.storage.ObjectInfo;
import io.saigon.storage.s3.S3Calls;
import io.vertx.core.Future;

/**
 * Bounds how often a broken connection is replaced by one that continues at the same position,
 * without progress in between. Only an object with an ETag can be known to be the same still.
 */
final class Resumption {
  private static final int MAX_RETRIES = 3;
  // Less than this is no progress, or an object would come in thousands of requests.
  private static final long MIN_PROGRESS = 128 << 10;
  private static final long FIRST_PAUSE_MILLIS = 50;

  private final S3Calls calls;
  private final ObjectInfo info;
  private final long end;
  private int count;
  private long at = -MIN_PROGRESS;

  /**
   * @param end position after the last byte that is wanted
   */
  Resumption(S3Calls calls, ObjectInfo info, long end) {
    this.calls = calls;
    this.info = info;
    this.end = end;
  }

  /** Counts a retry at a position; returns false if there is none, or it is one too many. */
  boolean allows(long position) {
    if (info.eTag() == null || position >= end) {
      return false;
    }
    if (position - at >= MIN_PROGRESS) {
      count = 0;
      at = position;
    }
    if (++count > MAX_RETRIES) {
      return false;
    }
    calls.count().retried();
    return true;
  }

  /** Completes after the pause before the retry; fails as soon as the calls are cancelled. */
  Future<Void> pause() {
    return calls.cancellation().pause(calls.context(), FIRST_PAUSE_MILLIS << (2 * (count - 1)));
  }
}
