package io.saigon.testkit.internal.s3.content;

import java.io.IOException;
import java.util.List;

/**
 * Makes contents. Small ones are on the heap while its bound allows, all others in one temporary
 * file.
 */
public final class Contents {
  private static final long MOST_HEAP = 32L << 20;
  private static final int SHARE = 16;

  private final BlockFile file = new BlockFile();
  private final HeapBudget budget;

  private Contents(long heap) {
    budget = new HeapBudget(heap);
  }

  /** Creates an empty store that takes a small share of the heap. */
  public static Contents create() {
    return new Contents(Math.min(MOST_HEAP, Runtime.getRuntime().maxMemory() / SHARE));
  }

  static Contents withHeap(long bytes) {
    return new Contents(bytes);
  }

  public ContentWriter writer() {
    return new ContentWriter(file, budget);
  }

  /** Returns the contents in a row, sharing their bytes. */
  public static Content join(List<Content> parts) {
    return new JoinedContent(parts);
  }

  /** Returns a range of a content, sharing its bytes. */
  public static Content range(Content whole, long start, long length) {
    return new ContentRange(whole, start, length);
  }

  /** Gives all up; reads that are under way fail. */
  public void close() throws IOException {
    file.close();
  }
}
