package io.saigon.testkit.internal.s3.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Contents on the heap, in the file, joined and cut. */
class ContentsTest {
  private final Contents contents = Contents.withHeap(100_000);
  private final Random random = new Random(1);

  @AfterEach
  void close() throws IOException {
    contents.close();
  }

  @Test
  void everyRangeOfEverySizeIsReadBack() throws IOException {
    for (int size : new int[] {0, 1, 1023, 65_535, 65_536, 65_537, 400_000}) {
      byte[] bytes = bytes(size);
      Content content = written(bytes);
      assertThat(content.length()).isEqualTo(size);
      assertThat(content.bytes()).isEqualTo(bytes);
      for (int i = 0; i < 50; i++) {
        int from = random.nextInt(size + 1);
        int to = from + random.nextInt(size - from + 1);
        assertThat(read(content, from, to - from)).isEqualTo(Arrays.copyOfRange(bytes, from, to));
      }
      content.release();
    }
  }

  @Test
  void partsInARowAndRangesOfThemReadAsOne() throws IOException {
    byte[] whole = new byte[0];
    List<Content> parts = new ArrayList<>();
    for (int size : new int[] {3, 0, 70_000, 0, 65_536, 5}) {
      byte[] part = bytes(size);
      parts.add(written(part));
      int length = whole.length;
      whole = Arrays.copyOf(whole, length + size);
      System.arraycopy(part, 0, whole, length, size);
    }
    Content joined = Contents.join(parts);
    parts.forEach(Content::release);
    assertThat(joined.bytes()).isEqualTo(whole);
    for (int i = 0; i < 200; i++) {
      int from = random.nextInt(whole.length + 1);
      int to = from + random.nextInt(whole.length - from + 1);
      Content range = Contents.range(joined, from, to - from);
      assertThat(range.bytes()).isEqualTo(Arrays.copyOfRange(whole, from, to));
      range.release();
    }
  }

  @Test
  void theHeapIsUsedUpToItsBoundAndAgainAfterARelease() throws IOException {
    List<Content> small = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      small.add(written(bytes(10_000)));
    }
    assertThat(small.stream().filter(Content::isOnHeap).count()).isBetween(5L, 10L);
    small.forEach(Content::release);
    assertThat(written(bytes(10_000)).isOnHeap()).isTrue();
    assertThat(written(bytes(100_000)).isOnHeap()).isFalse();
  }

  @Test
  void blocksOfReleasedContentsAreWrittenAgain() throws IOException {
    Content kept = written(bytes(200_000));
    byte[] expected = kept.bytes();
    for (int i = 0; i < 100; i++) {
      written(bytes(200_000)).release();
      ContentWriter discarded = contents.writer();
      discarded.write(bytes(200_000));
      discarded.discard();
    }
    assertThat(kept.bytes()).isEqualTo(expected);
    Content last = written(bytes(200_000));
    assertThat(((FileContent) last).lastBlock()).isLessThan(8);
  }

  @Test
  void aContentIsReleasedOnceForEachReference() throws IOException {
    Content content = written(bytes(10));
    content.retain();
    content.release();
    content.release();
    assertThatThrownBy(content::release).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void readsAfterTheEndFail() throws IOException {
    Content large = written(bytes(100_000));
    contents.close();
    assertThatThrownBy(large::bytes).isInstanceOf(IOException.class);
  }

  private Content written(byte[] bytes) throws IOException {
    ContentWriter writer = contents.writer();
    int at = 0;
    while (at < bytes.length) {
      int some = Math.min(bytes.length - at, 1 + random.nextInt(100_000));
      writer.write(Arrays.copyOfRange(bytes, at, at + some));
      at += some;
    }
    return writer.finish();
  }

  private byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] read(Content content, int from, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    content.read(from, buffer);
    return buffer.array();
  }
}
