package io.saigon.storage.io;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Bytes and retries of one operation's transfers. Thread-safe. */
public final class TransferCount {
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicInteger retries = new AtomicInteger();

  /** Counts bytes that were uploaded, in a whole part or object. */
  public void add(long uploaded) {
    bytes.addAndGet(uploaded);
  }

  /** Counts a connection that is replaced. */
  public void retried() {
    retries.incrementAndGet();
  }

  public long bytes() {
    return bytes.get();
  }

  public int retries() {
    return retries.get();
  }
}
