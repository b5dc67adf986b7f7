package io.saigon.testkit.internal.s3.content;

import java.util.concurrent.atomic.AtomicLong;

/** The bound of the heap that contents take. */
final class HeapBudget {
  /** The heap that a small object takes beside its bytes. */
  private static final int OVERHEAD = 256;

  private final long most;
  private final AtomicLong used = new AtomicLong();

  HeapBudget(long most) {
    this.most = most;
  }

  boolean reserve(long bytes) {
    long size = bytes + OVERHEAD;
    if (used.addAndGet(size) > most) {
      used.addAndGet(-size);
      return false;
    }
    return true;
  }

  void release(long bytes) {
    used.addAndGet(-bytes - OVERHEAD);
  }
}
