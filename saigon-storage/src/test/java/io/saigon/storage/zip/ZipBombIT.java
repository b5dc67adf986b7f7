package io.saigon.storage.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.storage.ArchiveException;
import io.saigon.api.storage.ArchiveException.Reason;
import io.saigon.api.storage.LocalFileException;
import io.saigon.api.storage.UnzipLimits;
import io.saigon.storage.file.DiskSpace;
import io.saigon.storage.testing.ZipBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Archives that would fill the disk. */
class ZipBombIT extends UnzipFixture {
  @Test
  void entriesThatShareBytesAreRefused() {
    byte[] zeros = new byte[1 << 20];
    ZipBuilder same = new ZipBuilder().file("a", zeros).file("b", zeros, e -> e.offset = 0);
    assertThat(reason(same)).isEqualTo(Reason.OVERLAP);
    ZipBuilder quoted =
        new ZipBuilder()
            .file("a", "x".repeat(3000), e -> e.compressedSize += 40)
            .file("b", "y".repeat(3000))
            .file("c", "z");
    assertThat(reason(quoted)).isEqualTo(Reason.OVERLAP);
  }

  @Test
  void bombsAreRefusedBeforeTheyAreUnpacked() {
    byte[] zeros = new byte[8 << 20];
    assertThat(reason(zip().file("zeros", zeros))).isEqualTo(Reason.RATIO);
    ZipBuilder many = new ZipBuilder();
    for (int i = 0; i < 100; i++) {
      many.file("f" + i, new byte[1 << 20]);
    }
    assertThat(reason(many)).isEqualTo(Reason.RATIO);
    UnzipLimits limits = UnzipLimits.defaults();
    assertThat(
            harness
                .refused(many.build(), harness.defaults().withLimits(limits.withMaxEntries(99)))
                .reason())
        .isEqualTo(Reason.TOO_MANY_ENTRIES);
    ArchiveException failure =
        harness.refused(
            many.build(),
            harness.defaults().withLimits(limits.withMaxRatio(2000).withMaxBytes((100 << 20) - 1)));
    assertThat(failure.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(failure).hasMessageContaining("UnzipLimits.maxBytes");
  }

  /**
   * 42.zip: sixteen archives in each of sixteen, five levels deep, and 4 GiB of zeros in each
   * innermost one.
   */
  @Test
  void aBombOfArchivesInArchivesIsUnpackedOnce() {
    byte[] inner = new ZipBuilder().file("0.dll", new byte[16 << 20]).build();
    long promised = 16 << 20;
    for (int depth = 0; depth < 5; depth++) {
      ZipBuilder next = new ZipBuilder();
      for (int i = 0; i < 16; i++) {
        next.file("lib " + i + ".zip", inner);
      }
      inner = next.build();
      promised *= 16;
    }
    assertThat(promised).isEqualTo(16L << 40);
    Map<String, byte[]> files = harness.contents(inner);
    assertThat(files)
        .hasSize(16)
        .allSatisfy((name, file) -> assertThat(file.length).isLessThan(1 << 20));
    assertThat(reason(zip().file("0.dll", new byte[16 << 20]))).isEqualTo(Reason.RATIO);
  }

  /** The densest bombs: every entry's content is all that comes after it. */
  @Test
  void entriesThatContainTheNextOnesAreRefused() {
    byte[] kernel = ZipBuilder.deflate(new byte[1 << 20]);
    ZipBuilder giantSteps = new ZipBuilder();
    for (int i = 0; i < 50; i++) {
      int reach = (50 - i) * (30 + 2 + kernel.length) - 32;
      giantSteps.file(
          "%02d".formatted(i),
          new byte[0],
          e -> {
            e.method = ZipBuilder.DEFLATED;
            e.data = kernel;
            e.size = 1 << 20;
            e.compressedSize = reach;
          });
    }
    assertThat(reason(giantSteps)).isEqualTo(Reason.OVERLAP);
    ZipBuilder byExtraField =
        new ZipBuilder()
            .file("a", "x".repeat(3000), e -> e.localExtraLength = 60_000)
            .file("b", "y".repeat(3000));
    assertThat(reason(byExtraField)).isEqualTo(Reason.OVERLAP);
  }

  @Test
  void aWrongSizeDoesNotDisableTheLimits() {
    ZipBuilder zip = zip().file("x", new byte[64 << 20], e -> e.size = 1000);
    assertThat(reason(zip)).isEqualTo(Reason.SIZE_MISMATCH);
  }

  @Test
  void sizesThatOverflowAreRefused() {
    ZipBuilder zip =
        zip()
            .file("x", "x", e -> e.size = Long.MAX_VALUE)
            .file("y", "y", e -> e.size = Long.MAX_VALUE)
            .change(b -> b.zip64 = true);
    assertThat(reason(zip)).isIn(Reason.TOO_LARGE, Reason.RATIO);
    for (long size : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      ZipBuilder compressed =
          zip().file("x", "x", e -> e.compressedSize = size).change(b -> b.zip64 = true);
      assertThat(reason(compressed)).isEqualTo(Reason.CORRUPT);
    }
  }

  @Test
  void moreThanTheDiskHoldsIsRefusedBeforeTheFirstByte() {
    // No archive of this size is at hand, and in a smaller one the ratio counts first.
    assertThatThrownBy(() -> DiskSpace.require(harness.directory(), 1L << 61))
        .isInstanceOfSatisfying(
            LocalFileException.class,
            e -> assertThat(e.reason()).isEqualTo(LocalFileException.Reason.NO_SPACE))
        .hasMessageContaining("needs 2305843009213693952 bytes");
    byte[] zip = zip().file("x", "x", e -> e.size = 1L << 61).change(b -> b.zip64 = true).build();
    UnzipLimits all =
        UnzipLimits.defaults().withMaxBytes(Long.MAX_VALUE).withMaxRatio(Integer.MAX_VALUE);
    assertThat(harness.refused(zip, harness.defaults().withLimits(all)).reason())
        .isEqualTo(Reason.RATIO);
  }
}
