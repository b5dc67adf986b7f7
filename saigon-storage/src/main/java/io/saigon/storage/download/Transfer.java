package io.saigon.storage.download;

import io.saigon.api.error.TransportException;
import io.saigon.api.storage.ObjectInfo;
import io.saigon.storage.io.FileSink;
import io.saigon.storage.io.Workers;
import io.saigon.storage.s3.ObjectBody;
import io.saigon.storage.s3.S3Calls;
import io.saigon.storage.s3.S3Failures;
import io.saigon.storage.s3.S3Reader;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * The transfer of a range of an object to a target. A connection that breaks is replaced by one
 * that continues at the same position, as long as the object stays the same.
 */
public final class Transfer {
  /** Receives the range. */
  public interface Target extends FileSink.Writer {
    /** Returns the bytes received so far. */
    long written();

    /** Discards all that was received, on a worker thread; returns false if it cannot. */
    boolean restart();

    /** Returns whether it has all that it needs, before the end of the range. */
    default boolean satisfied() {
      return false;
    }
  }

  private final S3Calls calls;
  private final ObjectInfo info;
  private final long start;
  private final long length;
  private final Target target;
  private final Resumption resumption;

  /**
   * @param length bytes, or less than 0 if that is not known
   */
  public Transfer(S3Calls calls, ObjectInfo info, long start, long length, Target target) {
    this.calls = calls;
    this.info = info;
    this.start = start;
    this.length = length;
    this.target = target;
    this.resumption = new Resumption(calls, info, start + length);
  }

  /** Transfers the range from a response that has arrived already. */
  public Future<Void> run(ObjectBody body) {
    FileSink sink = new FileSink(calls.context(), target, calls.cancellation());
    body.subscribe(sink);
    return sink.done().transform(done -> received(done.cause()));
  }

  /** Fetches the range, or what is missing of it. */
  public Future<Void> run() {
    long from = start + target.written();
    return new S3Reader(calls).open(info, from, last()).compose(body -> receiveFrom(body, from));
  }

  private long last() {
    return isToEnd() ? Long.MAX_VALUE : start + length - 1;
  }

  private boolean isToEnd() {
    return start + length == info.size();
  }

  private Future<Void> receiveFrom(ObjectBody body, long from) {
    if (body.isRange(from, last())) {
      return run(body);
    }
    // A server that does not support ranges sends all of it.
    return Workers.call(calls.context(), () -> start == 0 && isToEnd() && target.restart())
        .compose(
            restarted -> {
              if (restarted) {
                return run(body);
              }
              body.discard();
              return Future.failedFuture(S3Failures.noRanges(info.descriptor()));
            });
  }

  private Future<Void> received(@Nullable Throwable cause) {
    long written = target.written();
    if (cause == null && (length < 0 || length == written || target.satisfied())) {
      return Future.succeededFuture();
    }
    Throwable cancelled = calls.cancellation().cause();
    if (cancelled != null) {
      return Future.failedFuture(cancelled);
    }
    Throwable failure =
        cause == null
            ? S3Failures.length(info.descriptor(), length, written)
            : S3Failures.reading(info.descriptor(), cause);
    boolean resumable =
        (cause == null || failure instanceof TransportException)
            && resumption.allows(start + written);
    return resumable ? resumption.pause().compose(paused -> run()) : Future.failedFuture(failure);
  }
}
