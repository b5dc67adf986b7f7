package io.saigon.storage;

import io.saigon.api.storage.TransferProgress;
import io.vertx.core.Handler;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Tells the caller, on its context, how far a transfer is; told from any thread itself. */
final class Progress {
  private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(200);

  private final ContextInternal context;
  private final Handler<TransferProgress> handler;
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong nextAt = new AtomicLong(System.nanoTime() + INTERVAL);
  private volatile long total = -1;

  Progress(ContextInternal context, Handler<TransferProgress> handler) {
    this.context = context;
    this.handler = handler;
  }

  void total(long bytes) {
    total = bytes;
  }

  void restart() {
    done.set(0);
  }

  void add(long bytes) {
    long now = done.addAndGet(bytes);
    long time = System.nanoTime();
    long due = nextAt.get();
    if (time - due >= 0 && nextAt.compareAndSet(due, time + INTERVAL)) {
      tell(now);
    }
  }

  /** Tells the end, however soon after the last time. */
  void end() {
    nextAt.set(Long.MAX_VALUE);
    tell(done.get());
  }

  private void tell(long bytes) {
    context.emit(new TransferProgress(bytes, total), handler);
  }
}
