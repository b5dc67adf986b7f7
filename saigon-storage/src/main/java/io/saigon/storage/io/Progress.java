package io.saigon.storage.io;

import io.saigon.api.context.CallerContext;
import io.saigon.api.storage.TransferProgress;
import io.vertx.core.Handler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Progress of a transfer, reported to the caller on its context. Thread-safe. */
public final class Progress {
  private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(200);

  private final CallerContext context;
  private final Handler<TransferProgress> handler;
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong nextAt = new AtomicLong(System.nanoTime() + INTERVAL);
  private volatile long total = -1;

  public Progress(CallerContext context, Handler<TransferProgress> handler) {
    this.context = context;
    this.handler = handler;
  }

  public void total(long bytes) {
    total = bytes;
  }

  public void restart() {
    done.set(0);
  }

  public void add(long bytes) {
    long now = done.addAndGet(bytes);
    long time = System.nanoTime();
    long due = nextAt.get();
    if (time - due >= 0 && nextAt.compareAndSet(due, time + INTERVAL)) {
      report(now);
    }
  }

  /** Reports the end, however soon after the last report. */
  public void end() {
    nextAt.set(Long.MAX_VALUE);
    report(done.get());
  }

  private void report(long bytes) {
    context.emit(new TransferProgress(bytes, total), handler);
  }
}
