package io.saigon.storage.zip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.saigon.api.storage.ArchiveException;
import io.saigon.api.storage.ArchiveException.Reason;
import io.saigon.api.storage.UnzipLimits;
import io.saigon.api.storage.UnzipOptions;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtractionPlanTest {
  private static final long MIB = 1 << 20;
  private static final long BLOCK = 4096;
  private static final UnzipLimits LIMITS = UnzipLimits.defaults().withMaxRatio(100);

  private static ZipEntry file(String name, long compressedSize, long size) {
    return entry(name, compressedSize, size, 0100644);
  }

  private static ZipEntry entry(String name, long compressedSize, long size, int mode) {
    ByteBuffer raw = ByteBuffer.wrap(name.getBytes(UTF_8));
    return new ZipEntry(
        name, raw, 0, ZipEntry.DEFLATED, 0, compressedSize, size, 0, 1L << 40, mode, null);
  }

  private static ExtractionPlan plan(UnzipLimits limits, long archiveSize, ZipEntry... entries) {
    return ExtractionPlan.of(
        List.of(entries),
        archiveSize,
        FileSystems.getDefault(),
        UnzipOptions.defaults().withLimits(limits));
  }

  private static ArchiveException refused(
      UnzipLimits limits, long archiveSize, ZipEntry... entries) {
    ArchiveException failure =
        catchThrowableOfType(ArchiveException.class, () -> plan(limits, archiveSize, entries));
    assertThat(failure).as("refused").isNotNull();
    return failure;
  }

  @Test
  void anEntryMayBeAsManyTimesLargerThanItsPartAsTheLimitSays() {
    long archive = 1L << 40;
    long part = 20_000;
    assertThat(plan(LIMITS, archive, file("x", part, part * 100 + 99)).files()).hasSize(1);
    ArchiveException failure = refused(LIMITS, archive, file("x", part, (part + 1) * 100));
    assertThat(failure.reason()).isEqualTo(Reason.RATIO);
    assertThat(failure).hasMessageContaining("Entry 'x'").hasMessageContaining("100 times larger");
  }

  @Test
  void anEntryOfAMebibyteMayBeAsDenseAsItLikes() {
    assertThat(plan(LIMITS, 1L << 40, file("x", 1, MIB)).totalBytes()).isEqualTo(MIB);
    assertThat(refused(LIMITS, 1L << 40, file("x", 1, MIB + 1)).reason()).isEqualTo(Reason.RATIO);
  }

  @Test
  void allFilesTogetherMayBeAsManyTimesLargerThanTheArchiveAsTheLimitSays() {
    ZipEntry half = file("x", MIB, 5 * MIB);
    ZipEntry other = file("y", MIB, 5 * MIB);
    long total = 10 * MIB;
    assertThat(plan(LIMITS, total / 100, half, other).totalBytes()).isEqualTo(total);
    ArchiveException failure = refused(LIMITS, total / 100 - 1, half, other);
    assertThat(failure.reason()).isEqualTo(Reason.RATIO);
    assertThat(failure).hasMessageContaining("The archive's files");
  }

  @Test
  void filesOfAMebibyteTogetherMayBeAsDenseAsTheyLike() {
    ZipEntry half = file("x", 1, MIB / 2);
    assertThat(plan(LIMITS, 1, half, file("y", 1, MIB / 2)).totalBytes()).isEqualTo(MIB);
    assertThat(refused(LIMITS, 1, half, file("y", 1, MIB / 2 + 1)).reason())
        .isEqualTo(Reason.RATIO);
  }

  @Test
  void filesAndDirectoriesMayTakeAllBytesOfTheLimitAndNotOneMore() {
    ZipEntry[] entries = {file("a/x", 1000, 1000), file("b", 500, 500)};
    long all = 1500 + 3 * BLOCK;
    ExtractionPlan plan = plan(LIMITS.withMaxBytes(all), MIB, entries);
    assertThat(plan.totalBytes()).isEqualTo(1500);
    assertThat(plan.diskBytes()).isEqualTo(all);
    ArchiveException failure = refused(LIMITS.withMaxBytes(all - 1), MIB, entries);
    assertThat(failure.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(failure).hasMessageContaining("with 4096 for each file and directory");
  }

  @Test
  void emptyFilesCountAgainstTheLimitOfBytes() {
    ZipEntry[] entries = {file("a", 0, 0), file("b", 0, 0)};
    assertThat(plan(LIMITS.withMaxBytes(2 * BLOCK), MIB, entries).diskBytes()).isEqualTo(2 * BLOCK);
    assertThat(refused(LIMITS.withMaxBytes(2 * BLOCK - 1), MIB, entries).reason())
        .isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void aLinkIsNotPlanned() {
    assertThat(refused(LIMITS, MIB, entry("x", 4, 4, 0120777)).reason()).isEqualTo(Reason.LINK);
  }

  @Test
  void aDirectoryIsPlannedBeforeItsFilesAndIsNoFile() {
    ExtractionPlan plan = plan(LIMITS, MIB, entry("d/", 0, 0, 0040755), file("e/f/g", 1, 1));
    assertThat(plan.directories())
        .extracting(EntryTree.Node::path)
        .containsExactly("d", "e", "e/f");
    assertThat(plan.files())
        .extracting(file -> file.relative().toString())
        .containsExactly("e/f/g");
  }
}
