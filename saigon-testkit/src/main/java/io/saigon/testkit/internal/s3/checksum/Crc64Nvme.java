package io.saigon.testkit.internal.s3.checksum;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.Checksum;

/**
 * CRC-64/NVME, which the JDK lacks and the AWS SDK has in native code only; eight bytes at a time
 * by eight tables.
 */
final class Crc64Nvme implements Checksum {
  private static final int SLICES = 8;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long[][] TABLES = tables();

  private long state = -1;

  private static long[][] tables() {
    long[][] tables = new long[SLICES][256];
    for (int i = 0; i < 256; i++) {
      long value = i;
      for (int bit = 0; bit < 8; bit++) {
        value = (value >>> 1) ^ ((value & 1) == 0 ? 0 : Algorithm.CRC64NVME.polynomial());
      }
      tables[0][i] = value;
    }
    for (int slice = 1; slice < SLICES; slice++) {
      for (int i = 0; i < 256; i++) {
        long before = tables[slice - 1][i];
        tables[slice][i] = (before >>> 8) ^ tables[0][(int) (before & 0xff)];
      }
    }
    return tables;
  }

  @Override
  public void update(int b) {
    state = (state >>> 8) ^ TABLES[0][(int) ((state ^ b) & 0xff)];
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int at = offset;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      long word = state ^ (long) LONGS.get(bytes, at);
      state =
          TABLES[7][(int) (word & 0xff)]
              ^ TABLES[6][(int) (word >>> 8 & 0xff)]
              ^ TABLES[5][(int) (word >>> 16 & 0xff)]
              ^ TABLES[4][(int) (word >>> 24 & 0xff)]
              ^ TABLES[3][(int) (word >>> 32 & 0xff)]
              ^ TABLES[2][(int) (word >>> 40 & 0xff)]
              ^ TABLES[1][(int) (word >>> 48 & 0xff)]
              ^ TABLES[0][(int) (word >>> 56)];
    }
    for (; at < end; at++) {
      update(bytes[at]);
    }
  }

  @Override
  public long getValue() {
    return ~state;
  }

  @Override
  public void reset() {
    state = -1;
  }
}
