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
  }

  private static final int MAX_BREAKS_WITHOUT_PROGRESS = 3;
  private static final long FIRST_PAUSE_MILLIS = 50;

  private final ContextInternal context;
  private final S3Reader reader;
  private final ObjectInfo info;
  private final long start;
  private final long length;
  private final Target target;

  /**
   * @param length bytes, or less than 0 if that is not known
   */
  Transfer(
      ContextInternal context,
      S3Reader reader,
      ObjectInfo info,
      long start,
      long length,
      Target target) {
    this.context = context;
    this.reader = reader;
    this.info = info;
    this.start = start;
    this.length = length;
    this.target = target;
  }

  /** Fetches the range. */
  Future<Void> run() {
    return open(0);
  }

  /** Takes the range from an answer that is here already. */
  Future<Void> run(ObjectBody body) {
    return receive(body, 0);
  }

  private Future<Void> open(int breaks) {
    long from = start + target.written();
    String range = "bytes=" + from + "-" + (isToEnd() ? "" : start + length - 1);
    String tag = info.eTag();
    return reader
        .open(info.descriptor(), range, tag == null ? null : "\"" + tag + "\"")
        .compose(body -> receiveFrom(body, from, breaks));
  }

  private boolean isToEnd() {
    return start + length == info.size();
  }

  private Future<Void> receiveFrom(ObjectBody body, long from, int breaks) {
    String range = body.response().contentRange();
    if (range != null && range.startsWith("bytes " + from + "-")) {
      return receive(body, breaks);
    }
    // A server that does not know ranges sends all of it.
    return context
        .executeBlocking(() -> start == 0 && isToEnd() && target.restart(), false)
        .compose(
            restarted -> {
              if (restarted) {
                return receive(body, breaks);
              }
              body.discard();
              return Future.failedFuture(S3Failures.noRanges(info.descriptor()));
            });
  }

  private Future<Void> receive(ObjectBody body, int breaks) {
    long before = target.written();
    FileSink sink = new FileSink(context, target);
    body.subscribe(sink);
    return sink.done().transform(done -> received(done.cause(), before, breaks));
  }

  private Future<Void> received(@Nullable Throwable cause, long before, int breaks) {
    long written = target.written();
    if (cause == null && (length < 0 || length == written)) {
      return Future.succeededFuture();
    }
    Throwable failure =
        cause == null
            ? S3Failures.length(info.descriptor(), length, written)
            : S3Failures.reading(info.descriptor(), cause);
    int now = written > before ? 1 : breaks + 1;
    boolean mendable =
        (cause == null || failure instanceof TransportException)
            && info.eTag() != null
            && written < length
            && now <= MAX_BREAKS_WITHOUT_PROGRESS;
    return mendable
        ? context.owner().timer(FIRST_PAUSE_MILLIS << (2 * (now - 1))).compose(paused -> open(now))
        : Future.failedFuture(failure);
  }
}
