package io.saigon.storage.zip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.storage.Unzipped;
import io.saigon.storage.testing.ZipBuilder;
import io.saigon.testkit.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnzipTest extends UnzipFixture {
  @AfterEach
  void nothingIsLeft() {
    harness.assertNothingLeft();
  }

  @Test
  void allFilesNestedOnesIncludedAreListedInTheArchivesOrder() {
    byte[] zip =
        new ZipBuilder()
            .file("b.csv", "b")
            .directory("empty/")
            .file("a/deep/er/c.csv", "c")
            .file("./a/d.csv", "d")
            .build();
    try (Unzipped unzipped = harness.unzip(zip, harness.defaults())) {
      assertThat(unzipped.files())
          .containsExactly(Path.of("b.csv"), Path.of("a/deep/er/c.csv"), Path.of("a/d.csv"));
      assertThat(unzipped.directory().resolve("empty")).isEmptyDirectory();
      assertThat(unzipped.directory().resolve("a/deep/er/c.csv")).hasContent("c");
      assertThat(unzipped.directory()).hasParent(harness.directory().toAbsolutePath());
    }
  }

  @Test
  void archivesOfTheJdkAreRead() throws IOException {
    byte[] large = new byte[3_000_000];
    new Random(1).nextBytes(large);
    java.util.Arrays.fill(large, 1_000_000, 2_000_000, (byte) 'x');
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("large.bin"));
      zip.write(large);
      zip.putNextEntry(new ZipEntry("directory/"));
      zip.putNextEntry(new ZipEntry("directory/empty.txt"));
      zip.putNextEntry(new ZipEntry("directory/漢é😀.txt"));
      zip.write("hello".getBytes(UTF_8));
    }
    assertThat(harness.contents(out.toByteArray()))
        .containsOnlyKeys("large.bin", "directory/empty.txt", "directory/漢é😀.txt")
        .containsEntry("large.bin", large)
        .containsEntry("directory/empty.txt", new byte[0])
        .containsEntry("directory/漢é😀.txt", "hello".getBytes(UTF_8));
  }

  @Test
  void storedAndEmptyEntriesAreExtracted() {
    byte[] zip =
        new ZipBuilder()
            .file("stored", "as it is", e -> e.method = ZipBuilder.STORED)
            .file("empty", "", e -> e.method = ZipBuilder.STORED)
            .file(
                "nothing",
                "",
                e -> {
                  e.data = new byte[0];
                  e.compressedSize = 0;
                })
            .build();
    assertThat(harness.contents(zip))
        .containsEntry("stored", "as it is".getBytes(UTF_8))
        .containsEntry("empty", new byte[0])
        .containsEntry("nothing", new byte[0]);
  }

  @Test
  void anArchiveWithoutEntriesIsAnEmptyDirectory() {
    assertThat(harness.contents(new ZipBuilder().build())).isEmpty();
  }

  @Test
  void zip64CommentsAndBytesBeforeTheArchiveAreRead() {
    byte[] zip =
        new ZipBuilder()
            .file("a", "one")
            .file("b", "two")
            .change(
                b -> {
                  b.zip64 = true;
                  b.prefix = "#!/bin/sh\n".getBytes(UTF_8);
                  b.comment = "a comment".getBytes(UTF_8);
                })
            .build();
    assertThat(harness.contents(zip))
        .containsEntry("a", "one".getBytes(UTF_8))
        .containsEntry("b", "two".getBytes(UTF_8));
  }

  @Test
  void manyFilesAreExtractedInParallel() {
    ZipBuilder zip = new ZipBuilder();
    for (int i = 0; i < 1000; i++) {
      zip.file("d" + i % 7 + "/f" + i, ("content " + i).repeat(i));
    }
    var contents = harness.contents(zip.build());
    assertThat(contents).hasSize(1000);
    for (int i = 0; i < 1000; i++) {
      assertThat(contents.get("d" + i % 7 + "/f" + i))
          .isEqualTo(("content " + i).repeat(i).getBytes(UTF_8));
    }
  }

  @Test
  void namesOfOldToolsAreRead() {
    byte[] zip =
        new ZipBuilder()
            .file(
                "cp437",
                "x",
                e -> {
                  e.flags = 0;
                  e.name = new byte[] {'c', (byte) 0x81, (byte) 0xe1};
                })
            .file("caf\u00e9", "unmarked UTF-8", e -> e.flags = 0)
            .build();
    assertThat(harness.contents(zip)).containsOnlyKeys("cüß", "café");
  }

  @Test
  void aUnicodePathWinsOverTheOldName() {
    byte[] old = {'?', '.', 't', 'x', 't'};
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    crc.update(old);
    byte[] name = "漢.txt".getBytes(UTF_8);
    byte[] extra =
        ByteBuffer.allocate(9 + name.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putShort((short) 0x7075)
            .putShort((short) (5 + name.length))
            .put((byte) 1)
            .putInt((int) crc.getValue())
            .put(name)
            .array();
    byte[] zip =
        new ZipBuilder()
            .file(
                "x",
                "x",
                e -> {
                  e.flags = 0;
                  e.name = old;
                  e.extra = extra;
                })
            .build();
    assertThat(harness.contents(zip)).containsOnlyKeys("漢.txt");
  }

  @Test
  void timesAndTheExecutableBitAreKept() throws IOException {
    byte[] extended =
        ByteBuffer.allocate(9)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putShort((short) 0x5455)
            .putShort((short) 5)
            .put((byte) 1)
            .putInt(1_700_000_000)
            .array();
    byte[] zip =
        new ZipBuilder()
            .file("run.sh", "x", e -> e.mode = 0104755)
            .file("data", "x", e -> e.extra = extended)
            .file("no-time", "x", e -> e.dosDate = 0)
            .build();
    try (Unzipped unzipped = harness.unzip(zip, harness.defaults())) {
      Path script = unzipped.directory().resolve("run.sh");
      Path data = unzipped.directory().resolve("data");
      assertThat(Files.getLastModifiedTime(script).toInstant())
          .isEqualTo(
              LocalDateTime.of(2026, 1, 2, 10, 20).atZone(ZoneId.systemDefault()).toInstant());
      assertThat(Files.getLastModifiedTime(data).toInstant())
          .isEqualTo(Instant.ofEpochSecond(1_700_000_000));
      assertThat(script).isExecutable();
      assertThat(Files.getPosixFilePermissions(data))
          .doesNotContain(PosixFilePermission.OWNER_EXECUTE);
      assertThat(Files.getAttribute(script, "unix:mode"))
          .matches(mode -> ((int) mode & 07000) == 0, "no set-uid bit");
      assertThat(Files.getPosixFilePermissions(unzipped.directory()))
          .containsExactlyInAnyOrder(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE);
    }
  }

  @Test
  void deletingTwiceIsHarmless() {
    Unzipped unzipped = harness.unzip(new ZipBuilder().file("a", "a").build(), harness.defaults());
    Await.await(unzipped.delete());
    Await.await(unzipped.delete());
    unzipped.close();
    assertThat(unzipped.directory()).doesNotExist();
  }
}
