package io.saigon.storage;

import io.saigon.api.TransportException;
import io.saigon.api.storage.ObjectInfo;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import org.jspecify.annotations.Nullable;

/**
 * A range of an object on its way to a writer. A connection that breaks is replaced by one that
 * goes on where it broke, as long as the object stays the same.
 */
final class Transfer {
  /** Takes the range. */
  interface Target extends FileSink.Writer {
    /** Bytes taken so far. */
    long written();

    /** Forgets them; for worker threads. False if it cannot. */
    boolean restart();

    /** Whether it has all that it wants, though the range goes on. */
    default boolean satisfied() {
      return false;
    }
  }

  private final ContextInternal context;
  private final S3Reader reader;
  private final ObjectInfo info;
  private final long start;
  private final long length;
  private final Target target;
  private final Abort abort;
  private final RetryBudget budget = new RetryBudget();

  /**
   * @param length bytes, or less than 0 if that is not known
   * @param abort ends it with its failure
   */
  Transfer(
      ContextInternal context,
      S3Reader reader,
      ObjectInfo info,
      long start,
      long length,
      Target target,
      Abort abort) {
    this.context = context;
    this.reader = reader;
    this.info = info;
    this.start = start;
    this.length = length;
    this.target = target;
    this.abort = abort;
  }

  /** Takes the range from an answer that is here already. */
  Future<Void> run(ObjectBody body) {
    return receive(body);
  }

  /** Fetches the range, or what is missing of it. */
  Future<Void> run() {
    long from = start + target.written();
    String range = "bytes=" + from + "-" + (isToEnd() ? "" : start + length - 1);
    return reader
        .open(info.descriptor(), range, S3Objects.quoted(info.eTag()))
        .compose(body -> receiveFrom(body, from));
  }

  private boolean isToEnd() {
    return start + length == info.size();
  }

  private Future<Void> receiveFrom(ObjectBody body, long from) {
    if (body.isRange(from, isToEnd() ? Long.MAX_VALUE : start + length - 1)) {
      return receive(body);
    }
    // A server that does not know ranges sends all of it.
    return context
        .executeBlocking(() -> start == 0 && isToEnd() && target.restart(), false)
        .compose(
            restarted -> {
              if (restarted) {
                return receive(body);
              }
              body.discard();
              return Future.failedFuture(S3Failures.noRanges(info.descriptor()));
            });
  }

  private Future<Void> receive(ObjectBody body) {
    FileSink sink = new FileSink(context, target, abort);
    body.subscribe(sink);
    return sink.done().transform(done -> received(done.cause()));
  }

  private Future<Void> received(@Nullable Throwable cause) {
    long written = target.written();
    if (cause == null && (length < 0 || length == written || target.satisfied())) {
      return Future.succeededFuture();
    }
    Throwable stopped = abort.cause();
    if (stopped != null) {
      return Future.failedFuture(stopped);
    }
    Throwable failure =
        cause == null
            ? S3Failures.length(info.descriptor(), length, written)
            : S3Failures.reading(info.descriptor(), cause);
    boolean mendable =
        (cause == null || failure instanceof TransportException)
            && info.eTag() != null
            && written < length
            && budget.tolerates(written);
    return mendable
        ? abort.pause(context, budget.pauseMillis()).compose(paused -> run())
        : Future.failedFuture(failure);
  }
}
