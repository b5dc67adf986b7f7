package io.saigon.storage.zip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.storage.ArchiveException;
import io.saigon.api.storage.ArchiveException.Reason;
import io.saigon.storage.testing.ZipBuilder;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives with entries that are unsupported or contradict themselves. */
class HostileArchiveIT extends UnzipFixture {
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
  void patchedDataIsRefusedWhicheverHeaderDeclaresIt() {
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
  void aWrongDataDescriptorIsIgnored() {
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
}
