package io.saigon.testkit.internal.s3.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** The contents of parts in a row; it holds a reference to each. */
final class JoinedContent extends Content {
  private final List<Content> parts;
  private final long[] starts;
  private final long length;

  JoinedContent(List<Content> parts) {
    this.parts = List.copyOf(parts);
    starts = new long[parts.size()];
    long total = 0;
    for (int i = 0; i < starts.length; i++) {
      starts[i] = total;
      total += parts.get(i).length();
    }
    length = total;
    this.parts.forEach(Content::retain);
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void read(long position, ByteBuffer target) throws IOException {
    check(position, target);
    int found = Arrays.binarySearch(starts, position);
    int index = found < 0 ? -found - 2 : found;
    int end = target.limit();
    long at = position;
    while (target.position() < end) {
      Content part = parts.get(index);
      long offset = at - starts[index];
      int some = (int) Math.min(end - target.position(), part.length() - offset);
      target.limit(target.position() + some);
      part.read(offset, target);
      at += some;
      index++;
    }
    target.limit(end);
  }

  @Override
  public boolean isOnHeap() {
    return parts.stream().allMatch(Content::isOnHeap);
  }

  @Override
  void free() {
    parts.forEach(Content::release);
  }
}
