package io.saigon.storage.download;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Checksum;

/**
 * CRC-64/NVME, which S3 gives every object that came without a checksum; eight bytes at a time
 * through eight tables ("slicing by 8").
 */
final class Crc64Nvme implements Checksum {
  // 0xad93d23594c93659 of the NVMe specification, with its bits reversed.
  private static final long POLYNOMIAL = 0x9a6c9329ac4bc9b5L;
  private static final long[][] TABLES = tables();

  private long crc = -1L;

  private static long[][] tables() {
    long[][] tables = new long[8][256];
    for (int i = 0; i < 256; i++) {
      long value = i;
      for (int bit = 0; bit < 8; bit++) {
        value = (value & 1) == 0 ? value >>> 1 : (value >>> 1) ^ POLYNOMIAL;
      }
      tables[0][i] = value;
    }
    for (int i = 0; i < 256; i++) {
      for (int t = 1; t < 8; t++) {
        long before = tables[t - 1][i];
        tables[t][i] = (before >>> 8) ^ tables[0][(int) before & 0xff];
      }
    }
    return tables;
  }

  @Override
  public void update(int b) {
    crc = (crc >>> 8) ^ TABLES[0][(int) (crc ^ b) & 0xff];
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    update(ByteBuffer.wrap(bytes, offset, length));
  }

  @Override
  public void update(ByteBuffer bytes) {
    ByteOrder order = bytes.order();
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    long c = crc;
    while (bytes.remaining() >= Long.BYTES) {
      long x = c ^ bytes.getLong();
      c =
          TABLES[7][(int) x & 0xff]
              ^ TABLES[6][(int) (x >>> 8) & 0xff]
              ^ TABLES[5][(int) (x >>> 16) & 0xff]
              ^ TABLES[4][(int) (x >>> 24) & 0xff]
              ^ TABLES[3][(int) (x >>> 32) & 0xff]
              ^ TABLES[2][(int) (x >>> 40) & 0xff]
              ^ TABLES[1][(int) (x >>> 48) & 0xff]
              ^ TABLES[0][(int) (x >>> 56)];
    }
    crc = c;
    bytes.order(order);
    while (bytes.hasRemaining()) {
      update(bytes.get());
    }
  }

  @Override
  public long getValue() {
    return ~crc;
  }

  @Override
  public void reset() {
    crc = -1L;
  }
}
