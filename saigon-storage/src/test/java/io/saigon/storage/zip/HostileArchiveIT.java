package io.saigon.storage.zip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.storage.ArchiveException;
import io.saigon.api.storage.ArchiveException.Reason;
import io.saigon.api.storage.DownloadOptions;
import io.saigon.api.storage.LocalFileException;
import io.saigon.api.storage.UnzipLimits;
import io.saigon.api.storage.UnzipOptions;
import io.saigon.storage.file.DiskSpace;
import io.saigon.storage.testing.UnzipHarness;
import io.saigon.storage.testing.ZipBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileArchiveIT {
  private static UnzipHarness harness;
  private static int damaged;

  @BeforeAll
  static void start() throws IOException {
    harness = new UnzipHarness();
  }

  @AfterAll
  static void stop() throws IOException {
    harness.close();
    System.out.printf(
        "Hostile archives refused with nothing left: %d, beside %d that differ in one bit%n",
        harness.refused(), damaged);
  }

  private static ZipBuilder zip() {
    return new ZipBuilder().file("before.txt", "innocent");
  }

  private static Reason reason(ZipBuilder zip) {
    return harness.refused(zip.build()).reason();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..", "../x", "../../../../etc/passwd", "a/../../x", "a/..", "a/b/../c", "./../x", "/etc/x",
        "/", "//server/share/x", "\\\\server\\share\\x", "..\\x", "a\\b", "C:\\x", "C:/x", "c:x",
        "Z:", "\\x", "a/..\\..\\x", "../"
      })
  void aNameThatLeadsOutIsRefused(String name) {
    ArchiveException failure = harness.refused(zip().file(name, "x").build());
    assertThat(failure.reason()).isEqualTo(Reason.PATH_ESCAPE);
    assertThat(failure.entry()).isEqualTo(name.replace("\\", "\\u005c"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "a//b",
        "nul\0.txt",
        "line\nbreak",
        "bell\u0007",
        "del\u007f",
        "CON",
        "con.txt",
        "aux",
        "a/NUL",
        "a/nul.tar.gz",
        "com1",
        "LPT9.x",
        "COM¹",
        "CONIN$",
        "prn .txt",
        "dot.",
        "space ",
        "a./b",
        "a /b",
        "...",
        "xy:z",
        "file.txt:stream",
        "a<b",
        "a>b",
        "a|b",
        "a?b",
        "a*b",
        "quo\"te"
      })
  void aNameThatMeansSomethingElseElsewhereIsRefused(String name) {
    assertThat(reason(zip().file(name, "x"))).isEqualTo(Reason.UNSAFE_NAME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "‥/x",
        "．．/x",
        "a∕b",
        "a／b",
        "․․/x",
        "\u202etxt.exe",
        ".hidden",
        "..x",
        "x..y",
        "console",
        "com10",
        "auxiliary.c",
        "%2e%2e/x",
        "~root",
        "$HOME",
        "-rf",
        "名前.txt"
      })
  void aNameThatOnlyLooksDangerousStaysInTheDirectory(String name) {
    assertThat(harness.contents(zip().file(name, "x").build())).hasSize(2).containsKey(name);
  }

  @Test
  void namesOfOneSystemOnlyAreTakenWhenAsked() {
    byte[] zip = zip().file("aux.c", "x").file("ab:c?", "y").file("AB:C?", "z").build();
    try (var unzipped = harness.unzip(zip, harness.defaults().withPortableNames(false))) {
      assertThat(unzipped.files()).hasSize(4);
    }
    ArchiveException failure =
        harness.refused(
            zip().file("../x", "x").build(), harness.defaults().withPortableNames(false));
    assertThat(failure.reason()).isEqualTo(Reason.PATH_ESCAPE);
  }

  static Stream<Arguments> clashes() {
    return Stream.of(
        Arguments.of(Reason.DUPLICATE_NAME, zip().file("a", "1").file("a", "2")),
        Arguments.of(Reason.DUPLICATE_NAME, zip().file("a", "1").file("./a", "2")),
        Arguments.of(Reason.DUPLICATE_NAME, zip().file("a", "1").file("A", "2")),
        Arguments.of(Reason.DUPLICATE_NAME, zip().file("straße", "1").file("STRASSE", "2")),
        Arguments.of(Reason.DUPLICATE_NAME, zip().file("é", "1").file("e\u0301", "2")),
        Arguments.of(Reason.DUPLICATE_NAME, zip().file("d/a", "1").file("D/b", "2")),
        Arguments.of(Reason.DUPLICATE_NAME, zip().file("d/e/a", "1").file("d/E/b", "2")),
        Arguments.of(Reason.DUPLICATE_NAME, zip().file("d/e/a", "1").file("D/e/b", "2")),
        Arguments.of(Reason.NAME_CLASH, zip().file("d/a", "1").file("d/a/b/c", "2")),
        Arguments.of(Reason.NAME_CLASH, zip().file("a", "1").file("a/b", "2")),
        Arguments.of(Reason.NAME_CLASH, zip().file("a/b", "1").file("a", "2")),
        Arguments.of(Reason.NAME_CLASH, zip().file("a/b", "1").file("A", "2")),
        Arguments.of(Reason.NAME_CLASH, zip().file("a", "1").directory("a/")));
  }

  @ParameterizedTest
  @MethodSource("clashes")
  void namesThatMeetAreRefused(Reason reason, ZipBuilder zip) {
    assertThat(reason(zip)).isEqualTo(reason);
  }

  @Test
  void aDirectoryMayBeThereTwice() {
    assertThat(harness.contents(zip().directory("d/").directory("d/").file("d/a", "1").build()))
        .containsOnlyKeys("before.txt", "d/a");
  }

  @Test
  void tooLongAndTooDeepNamesAreRefused() {
    assertThat(reason(zip().file("x".repeat(256), "x"))).isEqualTo(Reason.NAME_TOO_LONG);
    assertThat(reason(zip().file("é".repeat(128), "x"))).isEqualTo(Reason.NAME_TOO_LONG);
    assertThat(reason(zip().file("abcdefgh/".repeat(200) + "x", "x")))
        .isEqualTo(Reason.NAME_TOO_LONG);
    assertThat(reason(zip().file("a/".repeat(32) + "x", "x"))).isEqualTo(Reason.TOO_DEEP);
    assertThat(reason(zip().file("a/".repeat(10_000) + "x", "x")))
        .isIn(Reason.TOO_DEEP, Reason.NAME_TOO_LONG);
    assertThat(harness.contents(zip().file("a/".repeat(31) + "x".repeat(255), "x").build()))
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0120777, 0020666, 0060660, 0010644, 0140755})
  void linksDevicesAndPipesAreRefused(int mode) {
    assertThat(reason(zip().file("x", "/etc/passwd", e -> e.mode = mode))).isEqualTo(Reason.LINK);
  }

  @Test
  void aLinkIsRefusedWhateverSystemMadeIt() {
    assertThat(
            reason(
                zip()
                    .file(
                        "x",
                        "/etc",
                        e -> {
                          e.mode = 0120777;
                          e.madeBy = 20;
                        })))
        .isEqualTo(Reason.LINK);
  }

  @Test
  void encryptedEntriesAreRefused() {
    for (int flag : new int[] {1, 1 | 1 << 6, 1 << 13}) {
      ArchiveException failure =
          harness.refused(zip().file("secret.txt", "x", e -> e.flags |= flag).build());
      assertThat(failure.reason()).isEqualTo(Reason.ENCRYPTED);
      assertThat(failure)
          .hasMessage(
              harness.archive() + ": Entry 'secret.txt' is encrypted, which is not supported");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1 << 6, 1 << 13})
  void anEntryThatIsEncryptedByItsOwnHeaderOnlyIsRefused(int flag) {
    assertThat(reason(zip().file("x", "x", e -> e.localFlags = e.flags | flag)))
        .isEqualTo(Reason.ENCRYPTED);
  }

  @Test
  void patchedDataIsRefusedWhicheverHeaderSaysSo() {
    assertThat(reason(zip().file("x", "x", e -> e.flags |= 1 << 5))).isEqualTo(Reason.UNSUPPORTED);
    ArchiveException failure =
        harness.refused(zip().file("x", "x", e -> e.localFlags = e.flags | 1 << 5).build());
    assertThat(failure.reason()).isEqualTo(Reason.UNSUPPORTED);
    assertThat(failure).hasMessageContaining("Entry 'x' has compressed patched data");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6, 9, 12, 14, 93, 95, 99})
  void otherCompressionIsRefusedByNumber(int method) {
    ArchiveException failure =
        harness.refused(zip().file("x", "x", e -> e.method = method).build());
    assertThat(failure.reason()).isEqualTo(Reason.UNSUPPORTED);
    assertThat(failure).hasMessageContaining("method " + method);
  }

  static Stream<Arguments> lies() {
    byte[] content = new byte[100_000];
    new Random(3).nextBytes(content);
    return Stream.of(
        Arguments.of(Reason.SIZE_MISMATCH, zip().file("x", content, e -> e.size -= 1)),
        Arguments.of(Reason.SIZE_MISMATCH, zip().file("x", content, e -> e.size = 0)),
        Arguments.of(Reason.SIZE_MISMATCH, zip().file("x", content, e -> e.size += 1)),
        Arguments.of(
            Reason.SIZE_MISMATCH,
            zip()
                .file(
                    "x",
                    content,
                    e -> {
                      e.method = 0;
                      e.size += 1;
                    })),
        Arguments.of(Reason.CHECKSUM_MISMATCH, zip().file("x", content, e -> e.crc ^= 1)),
        Arguments.of(Reason.CHECKSUM_MISMATCH, zip().file("x", "", e -> e.crc = 1)),
        Arguments.of(Reason.CORRUPT, zip().file("x", content, e -> e.localSize = 5)),
        Arguments.of(Reason.CORRUPT, zip().file("x", content, e -> e.localCrc = 5)),
        Arguments.of(
            Reason.CORRUPT, zip().file("x", content, e -> e.localName = "y".getBytes(UTF_8))),
        Arguments.of(Reason.CORRUPT, zip().file("x", content, e -> e.compressedSize -= 100)),
        Arguments.of(
            Reason.CORRUPT,
            zip()
                .file(
                    "x",
                    content,
                    e -> {
                      e.data = Arrays.copyOf(e.data, e.data.length + 9);
                      e.compressedSize += 9;
                    })),
        Arguments.of(Reason.CORRUPT, zip().file("x", content, e -> e.data[0] |= 7)),
        Arguments.of(Reason.CHECKSUM_MISMATCH, zip().file("x", content, e -> e.data[500] ^= 1)),
        Arguments.of(Reason.CORRUPT, zip().file("x/", content)),
        Arguments.of(Reason.CORRUPT, zip().file("x", "", e -> e.mode = 0040755)),
        Arguments.of(Reason.CORRUPT, zip().change(b -> b.declaredEntries = 2)),
        Arguments.of(Reason.CORRUPT, zip().change(b -> b.declaredEntries = 0)),
        Arguments.of(Reason.CORRUPT, zip().change(b -> b.directoryOffsetShift = 1000)),
        Arguments.of(Reason.CORRUPT, zip().file("x", content, e -> e.offset = 5_000_000)),
        Arguments.of(
            Reason.CORRUPT, zip().file("x", "x", e -> e.name = new byte[] {'a', (byte) 0xc3, '('})),
        Arguments.of(Reason.UNSUPPORTED, zip().change(b -> b.disk = 1)));
  }

  @ParameterizedTest
  @MethodSource("lies")
  void anArchiveThatContradictsItselfIsRefused(Reason reason, ZipBuilder zip) {
    assertThat(reason(zip)).isEqualTo(reason);
  }

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
   * 42.zip: sixteen archives in each of sixteen, five deep, and 4 GiB of zeros in each last one.
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
  void aLyingDataDescriptorChangesNothing() {
    byte[] descriptor = new byte[16];
    Arrays.fill(descriptor, (byte) 0xff);
    byte[] zip =
        zip()
            .file(
                "x",
                "content",
                e -> {
                  e.flags |= 8;
                  e.descriptor = descriptor;
                })
            .build();
    assertThat(harness.contents(zip)).containsEntry("x", "content".getBytes(UTF_8));
    assertThat(
            reason(
                zip()
                    .file(
                        "x",
                        "content",
                        e -> {
                          e.flags |= 8;
                          e.crc ^= 1;
                        })))
        .isEqualTo(Reason.CHECKSUM_MISMATCH);
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
  void aLyingSizeDoesNotLetABombThrough() {
    ZipBuilder zip = zip().file("x", new byte[64 << 20], e -> e.size = 1000);
    assertThat(reason(zip)).isEqualTo(Reason.SIZE_MISMATCH);
  }

  @Test
  void moreThanTheDiskHoldsIsRefusedBeforeTheFirstByte() {
    // No archive of this size is at hand, and in a smaller one the ratio counts first.
    assertThatThrownBy(() -> DiskSpace.require(harness.place(), 1L << 61))
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

  @ParameterizedTest
  @ValueSource(strings = {"", "P", "<html>not found</html>", "PK\5\6"})
  void whatIsNoArchiveIsRefused(String text) {
    ArchiveException failure = harness.refused(text.getBytes(UTF_8));
    assertThat(failure.reason()).isEqualTo(Reason.NOT_AN_ARCHIVE);
    assertThat(failure)
        .hasMessage(
            harness.archive()
                + ": This is not a zip archive; check its name and what was uploaded");
  }

  @Test
  void anArchiveThatWasCutOffAnywhereIsRefused() {
    byte[] zip = zip().file("dir/x.csv", "1;2;3\n".repeat(30)).build();
    for (int length = 4; length < zip.length; length++) {
      assertThat(harness.refused(Arrays.copyOf(zip, length)).reason())
          .as("cut at %d", length)
          .isEqualTo(Reason.TRUNCATED);
    }
  }

  @Test
  void anArchiveWithAnyBitTurnedIsExtractedWholeOrNotAtAll() {
    byte[] zip = zip().file("dir/x.csv", "1;2;3\n".repeat(30)).build();
    Map<String, byte[]> whole = harness.contents(zip);
    int refused = 0;
    for (int bit = 0; bit < zip.length * 8; bit += 5) {
      byte[] turned = zip.clone();
      turned[bit / 8] ^= (byte) (1 << bit % 8);
      damaged++;
      try {
        // Times, versions and the names themselves have no checksum in a zip.
        assertThat(harness.contents(turned).values())
            .usingElementComparator(Arrays::compare)
            .containsExactlyInAnyOrderElementsOf(whole.values());
      } catch (ArchiveException expected) {
        refused++;
      }
      harness.assertNothingLeft();
    }
    assertThat(refused).isGreaterThan(zip.length * 4 / 5);
  }

  @Test
  void anArchiveInAnArchiveIsOneFile() {
    byte[] inner = zip().build();
    assertThat(harness.contents(new ZipBuilder().file("inner.zip", inner).build()))
        .containsOnlyKeys("inner.zip")
        .containsEntry("inner.zip", inner);
  }

  @Test
  void aDirectoryThatDoesNotExistIsNamed() {
    Path missing = harness.place().resolve("missing");
    var wrong =
        UnzipOptions.defaults().withDownload(DownloadOptions.defaults().withDirectory(missing));
    byte[] zip = zip().build();
    assertThatThrownBy(() -> harness.unzip(zip, wrong))
        .isInstanceOfSatisfying(
            LocalFileException.class,
            e -> assertThat(e.reason()).isEqualTo(LocalFileException.Reason.NOT_FOUND))
        .hasMessageContaining(missing + " does not exist");
    harness.assertNothingLeft();
  }
}
