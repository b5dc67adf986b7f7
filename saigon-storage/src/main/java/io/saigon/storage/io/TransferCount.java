package io.saigon.storage.io;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Bytes and retries of one operation's transfers. Thread-safe. */
public final class TransferCount {
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicInteger retries = new AtomicInteger();

  /** Counts the bytes of a part or an object that was transferred. */
  public void add(long transferred) {
    bytes.addAndGet(transferred);
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
