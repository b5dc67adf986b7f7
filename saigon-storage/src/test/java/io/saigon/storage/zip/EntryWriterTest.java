package io.saigon.storage.zip;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.storage.io.Cancellation;
import io.saigon.storage.testing.ZipBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntryWriterTest {
  private static final int STEP = 8 << 20;

  private final AtomicLong written = new AtomicLong();
  @TempDir private Path directory;

  private EntryWriter writer(ZipBuilder zip, Path target) {
    byte[] bytes = zip.build();
    MemoryArchive archive = new MemoryArchive(bytes.length);
    archive.add(0, ByteBuffer.wrap(bytes));
    Queue<EntryWriter.OutputFile> files = new ArrayDeque<>();
    for (ZipEntry entry : ZipDirectory.read(archive, 10_000)) {
      files.add(new EntryWriter.OutputFile(entry, target.resolve(entry.name())));
    }
    return new EntryWriter(archive, files::poll, written::addAndGet, new Cancellation());
  }

  private static byte[] extended(int seconds) {
    return ByteBuffer.allocate(9)
        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
        .putShort((short) 0x5455)
        .putShort((short) 5)
        .put((byte) 1)
        .putInt(seconds)
        .array();
  }

  @Test
  void filesBeforeAndAfter1970KeepTheirTimes() throws IOException {
    ZipBuilder zip =
        new ZipBuilder()
            .file("old", "x", e -> e.extra = extended(-1000))
            .file("new", "x", e -> e.extra = extended(1000));
    try (EntryWriter writer = writer(zip, directory)) {
      assertThat(writer.writeSome()).isFalse();
    }
    assertThat(Files.getLastModifiedTime(directory.resolve("old")).toInstant())
        .isEqualTo(Instant.ofEpochSecond(-1000));
    assertThat(Files.getLastModifiedTime(directory.resolve("new")).toInstant())
        .isEqualTo(Instant.ofEpochSecond(1000));
  }

  @Test
  void aLargeFileIsWrittenInStepsAndCountedAsAWhole() throws IOException {
    byte[] content = new byte[2 * STEP + 1];
    Path file = directory.resolve("large");
    try (EntryWriter writer = writer(new ZipBuilder().file("large", content), directory)) {
      assertThat(writer.writeSome()).isTrue();
      assertThat(file).hasSize(STEP);
      assertThat(written).hasValue(STEP);
      assertThat(writer.writeSome()).isTrue();
      assertThat(file).hasSize(2 * STEP);
      assertThat(writer.writeSome()).isFalse();
    }
    assertThat(file).hasBinaryContent(content);
    assertThat(written).hasValue(content.length);
  }

  @Test
  void whatWasWrittenBeforeInAStepCountsForTheNextFile() throws IOException {
    int half = STEP / 2;
    ZipBuilder zip = new ZipBuilder().file("a", new byte[half]).file("b", new byte[STEP]);
    try (EntryWriter writer = writer(zip, directory)) {
      assertThat(writer.writeSome()).isTrue();
      assertThat(Files.size(directory.resolve("b"))).isBetween(1L, (long) half);
    }
  }

  @Test
  void aStepEndsAfterManySmallFiles() throws IOException {
    ZipBuilder zip = new ZipBuilder();
    for (int i = 0; i < 512; i++) {
      zip.file("f" + i, "");
    }
    try (EntryWriter writer = writer(zip, directory)) {
      assertThat(writer.writeSome()).isTrue();
      assertThat(directory.resolve("f511")).exists();
      assertThat(writer.writeSome()).isFalse();
    }
  }

  /** In this file system a file has its content as soon as its channel is closed. */
  @Test
  void everyFileIsClosedWhetherItWasFinishedOrNot() throws IOException {
    ZipBuilder zip =
        new ZipBuilder()
            .file("a", "content", e -> e.dosDate = 0)
            .file("b", new byte[2 * STEP], e -> e.dosDate = 0);
    try (FileSystem target =
        FileSystems.newFileSystem(directory.resolve("target.zip"), Map.of("create", "true"))) {
      EntryWriter writer = writer(zip, target.getPath("/"));
      assertThat(writer.writeSome()).isTrue();
      assertThat(target.getPath("a")).hasContent("content");
      assertThat(target.getPath("b")).satisfies(b -> assertThat(sizeOf(b)).isZero());
      writer.close();
      assertThat(sizeOf(target.getPath("b"))).isBetween(1L, (long) STEP);
    }
  }

  private static long sizeOf(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }
}
