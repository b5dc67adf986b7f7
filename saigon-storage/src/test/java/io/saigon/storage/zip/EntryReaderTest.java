package io.saigon.storage.zip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.saigon.api.storage.ArchiveException;
import io.saigon.api.storage.ArchiveException.Reason;
import io.saigon.storage.testing.ZipBuilder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EntryReaderTest {
  private static final byte[] CONTENT = new byte[10_000];
  private static final int INPUT = 1024;

  static {
    new Random(5).nextBytes(CONTENT);
  }

  /** The bytes of an archive; a read beyond the end of an entry fails. */
  private record Fence(MemoryArchive archive, long end) implements ArchiveBytes {
    @Override
    public long size() {
      return archive.size();
    }

    @Override
    public void read(long position, ByteBuffer into) {
      assertThat(position + into.remaining()).isLessThanOrEqualTo(end);
      archive.read(position, into);
    }
  }

  private static MemoryArchive archive(byte[] content, Consumer<ZipBuilder.Entry> change) {
    byte[] zip =
        new ZipBuilder()
            .file("before", CONTENT)
            .file("x", content, change)
            .file("next", CONTENT)
            .build();
    MemoryArchive archive = new MemoryArchive(zip.length);
    archive.add(0, ByteBuffer.wrap(zip));
    return archive;
  }

  private static byte[] content(
      byte[] content, int inputBytes, int outputBytes, Consumer<ZipBuilder.Entry> change) {
    MemoryArchive archive = archive(content, change);
    List<ZipEntry> entries = ZipDirectory.read(archive, 100);
    ZipEntry entry = entries.get(1);
    Fence fence = new Fence(archive, entry.end());
    return read(fence, entry, inputBytes, outputBytes);
  }

  private static byte[] read(ArchiveBytes archive, ZipEntry entry, int input, int outputBytes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer output = ByteBuffer.allocate(outputBytes);
    try (EntryReader reader = new EntryReader(archive, entry, ByteBuffer.allocate(input))) {
      boolean more = true;
      while (more) {
        more = reader.read(output.clear());
        all.write(output.array(), 0, output.position());
      }
    }
    return all.toByteArray();
  }

  private static ArchiveException refused(byte[] content, Consumer<ZipBuilder.Entry> change) {
    ArchiveException failure =
        catchThrowableOfType(
            ArchiveException.class, () -> content(content, INPUT, 100_000, change));
    assertThat(failure).as("refused").isNotNull();
    return failure;
  }

  private static void stored(ZipBuilder.Entry entry) {
    entry.method = ZipBuilder.STORED;
  }

  // The content begins later than the name ends, by bytes that the central directory does not have.
  private static void localExtra(ZipBuilder.Entry entry, int length) {
    byte[] data = entry.data;
    entry.data = new byte[length + data.length];
    System.arraycopy(data, 0, entry.data, length, data.length);
    entry.localExtraLength = length;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100, 9_999, 10_000, 10_001})
  void contentIsReadInPiecesOfAnySizeWithoutAByteOfWhatFollows(int outputBytes) {
    assertThat(content(CONTENT, INPUT, outputBytes, e -> {})).isEqualTo(CONTENT);
    assertThat(content(CONTENT, INPUT, outputBytes, EntryReaderTest::stored)).isEqualTo(CONTENT);
    assertThat(content(CONTENT, 100_000, outputBytes, EntryReaderTest::stored)).isEqualTo(CONTENT);
    assertThat(content(new byte[0], INPUT, outputBytes, EntryReaderTest::stored)).isEmpty();
    assertThat(content(new byte[0], INPUT, outputBytes, e -> {})).isEmpty();
    byte[] dense = new byte[50_000];
    assertThat(content(dense, INPUT, outputBytes, e -> {})).isEqualTo(dense);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 63, 64, 65, 993, 994, 60_000})
  void theExtraFieldOfAnEntrysOwnHeaderIsSkipped(int length) {
    byte[] small = "content".getBytes(UTF_8);
    assertThat(content(small, INPUT, 100, e -> localExtra(e, length))).isEqualTo(small);
    assertThat(content(CONTENT, INPUT, 100, e -> localExtra(e, length))).isEqualTo(CONTENT);
  }

  @Test
  void anEntryThatReachesIntoTheNextOneByAByteIsRefused() {
    ArchiveException failure = refused(CONTENT, e -> e.localExtraLength = 1);
    assertThat(failure.reason()).isEqualTo(Reason.OVERLAP);
    assertThat(failure).hasMessageContaining("Entry 'x' reaches into what comes after it");
  }

  @Test
  void anEntryWithoutRoomForItsHeaderIsRefused() {
    MemoryArchive archive = archive(CONTENT, e -> {});
    ZipEntry entry = ZipDirectory.read(archive, 100).get(1);
    for (int length : new int[] {0, 29, 30}) {
      ArchiveException failure =
          catchThrowableOfType(
              ArchiveException.class,
              () -> read(archive, entry.endingAt(entry.start() + length), INPUT, 100));
      assertThat(failure).as("refused").isNotNull();
      assertThat(failure.reason()).isEqualTo(Reason.CORRUPT);
    }
  }

  @Test
  void flagsOfAnEntrysOwnHeaderCount() {
    assertThat(refused(CONTENT, e -> e.localFlags = e.flags | 1).reason())
        .isEqualTo(Reason.ENCRYPTED);
  }

  @Test
  void aSizeOfAnEntrysOwnHeaderMustBeTheDirectorysUnlessItIsTheMarkOfZip64() {
    assertThat(refused(CONTENT, e -> e.localSize = e.size + 1).reason()).isEqualTo(Reason.CORRUPT);
    assertThat(content(CONTENT, INPUT, 100, e -> e.localSize = 0xffffffffL)).isEqualTo(CONTENT);
  }

  @Test
  void contentIsAsLongAsTheDirectorySaysAndHasItsChecksum() {
    assertThat(refused(CONTENT, e -> e.size--).reason()).isEqualTo(Reason.SIZE_MISMATCH);
    assertThat(refused(CONTENT, e -> e.size++).reason()).isEqualTo(Reason.SIZE_MISMATCH);
    assertThat(refused(CONTENT, e -> e.crc ^= 1).reason()).isEqualTo(Reason.CHECKSUM_MISMATCH);
  }

  @Test
  void compressedDataEndsWhereTheDirectorySays() {
    assertThat(refused(CONTENT, e -> e.compressedSize--))
        .hasMessageContaining("ends in the middle of its compressed data");
    assertThat(
            refused(
                CONTENT,
                e -> {
                  e.data = java.util.Arrays.copyOf(e.data, e.data.length + 1);
                  e.compressedSize++;
                }))
        .hasMessageContaining("has bytes after the end of its compressed data");
  }
}
