package io.saigon.storage.zip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.saigon.api.storage.ArchiveException;
import io.saigon.api.storage.ArchiveException.Reason;
import io.saigon.storage.testing.ZipBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipEndTest {
  private static ZipBuilder zip() {
    return new ZipBuilder().file("a", "one").file("b", "two");
  }

  private static List<String> names(byte[] zip) {
    MemoryArchive bytes = new MemoryArchive(zip.length);
    bytes.add(0, ByteBuffer.wrap(zip));
    return ZipDirectory.read(bytes, 1000).stream().map(ZipEntry::name).toList();
  }

  private static ArchiveException refused(byte[] zip) {
    ArchiveException failure = catchThrowableOfType(ArchiveException.class, () -> names(zip));
    assertThat(failure).as("refused").isNotNull();
    return failure;
  }

  private static byte[] filled(int length, int value) {
    byte[] padding = new byte[length];
    Arrays.fill(padding, (byte) value);
    return padding;
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9_000, 0xffff})
  void paddingBehindTheEndRecordIsSkipped(int length) {
    assertThat(names(zip().change(z -> z.padding = new byte[length]).build()))
        .containsExactly("a", "b");
    assertThat(names(zip().change(z -> z.padding = filled(length, 0x1a)).build()))
        .containsExactly("a", "b");
  }

  @Test
  void paddingBehindACommentAndZip64IsSkipped() {
    ZipBuilder zip =
        zip()
            .change(
                z -> {
                  z.zip64 = true;
                  z.comment = "a comment".getBytes(UTF_8);
                  z.padding = new byte[512];
                });
    assertThat(names(zip.build())).containsExactly("a", "b");
  }

  @Test
  void moreThanPaddingBehindTheEndRecordIsRefused() {
    byte[] hidden = new byte[512];
    hidden[100] = 1;
    assertThat(refused(zip().change(z -> z.padding = hidden).build()).reason())
        .isEqualTo(Reason.TRUNCATED);
    assertThat(refused(zip().change(z -> z.padding = new byte[0x10000]).build()).reason())
        .isEqualTo(Reason.TRUNCATED);
  }

  @Test
  void anEndRecordInTheCommentOfAnotherIsRefused() {
    byte[] other = new ZipBuilder().file("other", "x").build();
    ArchiveException failure = refused(zip().change(z -> z.comment = other).build());
    assertThat(failure.reason()).isEqualTo(Reason.CORRUPT);
    assertThat(failure).hasMessageContaining("two end records");
    ArchiveException padded =
        refused(
            zip()
                .change(
                    z -> {
                      z.comment = other;
                      z.padding = new byte[100];
                    })
                .build());
    assertThat(padded).hasMessageContaining("two end records");
  }

  @Test
  void anEndRecordInACommentThatSomeToolsFindIsRefused() {
    byte[] comment = new byte[40];
    little(comment).putInt(4, 0x06054b50).putShort(24, (short) 5000);
    assertThat(refused(zip().change(z -> z.comment = comment).build()))
        .hasMessageContaining("two end records");
  }

  @Test
  void anArchiveAsTheLastStoredEntryIsNoSecondEndRecord() {
    byte[] inner = zip().build();
    byte[] outer = zip().file("inner.zip", inner).build();
    byte[] stored =
        zip()
            .file("inner.zip", new String(inner, UTF_8), e -> {})
            .file(
                "stored.zip",
                inner,
                e -> {
                  e.method = ZipBuilder.STORED;
                  e.data = inner;
                  e.compressedSize = inner.length;
                })
            .build();
    assertThat(names(outer)).containsExactly("a", "b", "inner.zip");
    assertThat(names(stored)).containsExactly("a", "b", "inner.zip", "stored.zip");
  }

  @Test
  void zip64EndRecordsAreAcceptedIfBothAgree() {
    byte[] zip = zip().change(z -> z.zip64 = true).build();
    ByteBuffer end = little(zip).position(zip.length - 22);
    ByteBuffer end64 = little(zip).position(zip.length - 22 - 20 - 56);
    int start = end.position();
    int start64 = end64.position();
    end.putShort(start + 8, (short) 2).putShort(start + 10, (short) 2);
    end.putInt(start + 12, (int) end64.getLong(start64 + 40));
    end.putInt(start + 16, (int) end64.getLong(start64 + 48));
    assertThat(names(zip)).containsExactly("a", "b");
    end.putInt(start + 12, (int) end64.getLong(start64 + 40) - 47);
    assertThat(refused(zip)).hasMessageContaining("two end records");
  }

  @Test
  void aZip64RecordAtAnAmbiguousPositionIsRefused() {
    byte[] zip = zip().change(z -> z.zip64 = true).build();
    // The same archive with a second Zip64 record between the first one and its locator.
    int at = zip.length - 22 - 20;
    byte[] second = new byte[zip.length + 56];
    System.arraycopy(zip, 0, second, 0, at);
    System.arraycopy(zip, at - 56, second, at, 56);
    System.arraycopy(zip, at, second, at + 56, zip.length - at);
    assertThat(refused(second)).hasMessageContaining("two end records");
    byte[] between = new byte[zip.length + 56];
    System.arraycopy(zip, 0, between, 0, at);
    System.arraycopy(zip, at, between, at + 56, zip.length - at);
    assertThat(refused(between).reason()).isEqualTo(Reason.CORRUPT);
  }

  @Test
  void aMissingZip64RecordIsReported() {
    byte[] zip = zip().change(z -> z.zip64 = true).build();
    byte[] broken = zip.clone();
    broken[zip.length - 22 - 20 - 56] = 'x';
    byte[] alone = Arrays.copyOfRange(zip, zip.length - 22 - 20, zip.length);
    for (byte[] archive : List.of(broken, alone)) {
      ArchiveException failure = refused(archive);
      assertThat(failure.reason()).isEqualTo(Reason.CORRUPT);
      assertThat(failure).hasMessageContaining("Zip64 end record is missing");
    }
  }

  @Test
  void aZip64ArchiveWithoutEntriesBeginsWithItsEndRecord() {
    assertThat(names(new ZipBuilder().change(z -> z.zip64 = true).build())).isEmpty();
  }

  @Test
  void theSignatureOfAnEntryAloneIsABeginningOfAnArchive() {
    byte[] signature = {'P', 'K', 3, 4};
    assertThat(refused(signature).reason()).isEqualTo(Reason.TRUNCATED);
    assertThat(refused(Arrays.copyOf(signature, 3)).reason()).isEqualTo(Reason.NOT_AN_ARCHIVE);
    assertThat(refused(filled(1000, 'x')).reason()).isEqualTo(Reason.NOT_AN_ARCHIVE);
  }
}
