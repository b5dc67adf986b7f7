package io.saigon.storage.zip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.storage.testing.ZipBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipDirectoryTest {
  private static final int UNIX = 3;
  private static final int DARWIN = 19;
  private static final int FILE = 0100755;
  private static final int LINK = 0120777;

  private static ZipEntry entry(Consumer<ZipBuilder.Entry> change) {
    byte[] zip = new ZipBuilder().file("x", "x", change).build();
    MemoryArchive archive = new MemoryArchive(zip.length);
    archive.add(0, ByteBuffer.wrap(zip));
    return ZipDirectory.read(archive, 1).get(0);
  }

  private static int mode(int system, int mode) {
    return entry(
            e -> {
              e.madeBy = system << 8 | 20;
              e.mode = mode;
            })
        .unixMode();
  }

  private static ByteBuffer field(int id, int length) {
    return ByteBuffer.allocate(4 + length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort((short) id)
        .putShort((short) length);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 10, 20})
  void modesOfOtherSystemsThanUnixAreIgnoredButForLinks(int system) {
    assertThat(mode(system, FILE)).isZero();
    assertThat(mode(system, LINK)).isEqualTo(LINK);
  }

  @ParameterizedTest
  @ValueSource(ints = {UNIX, DARWIN})
  void modesOfUnixAndMacOsAreTaken(int system) {
    assertThat(mode(system, FILE)).isEqualTo(FILE);
    assertThat(mode(system, LINK)).isEqualTo(LINK);
  }

  @Test
  void aUnicodePathWithoutANameIsIgnored() {
    CRC32 crc = new CRC32();
    crc.update("x".getBytes(UTF_8));
    byte[] extra = field(0x7075, 5).put((byte) 1).putInt((int) crc.getValue()).array();
    assertThat(
            entry(
                    e -> {
                      e.flags = 0;
                      e.extra = extra;
                    })
                .name())
        .isEqualTo("x");
  }

  @Test
  void anExtendedTimestampCountsOnlyIfItHasTheTimeOfModification() {
    Instant ofDos = LocalDateTime.of(2026, 1, 2, 10, 20).atZone(ZoneId.systemDefault()).toInstant();
    byte[] modified = field(0x5455, 5).put((byte) 3).putInt(1000).array();
    byte[] accessed = field(0x5455, 5).put((byte) 2).putInt(1000).array();
    assertThat(entry(e -> e.extra = modified).lastModified())
        .isEqualTo(Instant.ofEpochSecond(1000));
    assertThat(entry(e -> e.extra = accessed).lastModified()).isEqualTo(ofDos);
  }

  @Test
  void aZeroByteInAnOldNameStaysAZeroByteAndIsRefusedLater() {
    byte[] name = {'a', 0, (byte) 0x81};
    assertThat(
            entry(
                    e -> {
                      e.flags = 0;
                      e.name = name;
                    })
                .name())
        .isEqualTo("a\u0000\u00fc");
  }
}
