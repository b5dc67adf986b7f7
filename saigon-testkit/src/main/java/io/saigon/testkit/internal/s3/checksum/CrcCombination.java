package io.saigon.testkit.internal.s3.checksum;

/**
 * The CRC of two texts in a row from theirs, as zlib's {@code crc32_combine} computes it: the first
 * is advanced over as many zero bits as the second has, by squaring matrices over GF(2).
 */
final class CrcCombination {
  private static final int BITS = 64;

  private final long polynomial;

  /**
   * @param polynomial reflected; of less than 64 bits, in the lowest
   */
  CrcCombination(long polynomial) {
    this.polynomial = polynomial;
  }

  long combine(long first, long second, long secondLength) {
    long[] matrix = oneBit();
    for (int i = 0; i < 3; i++) {
      matrix = square(matrix);
    }
    long advanced = first;
    for (long left = secondLength; left != 0; left >>>= 1) {
      if ((left & 1) != 0) {
        advanced = times(matrix, advanced);
      }
      if (left != 1) {
        matrix = square(matrix);
      }
    }
    return advanced ^ second;
  }

  private long[] oneBit() {
    long[] matrix = new long[BITS];
    matrix[0] = polynomial;
    for (int i = 1; i < BITS; i++) {
      matrix[i] = 1L << (i - 1);
    }
    return matrix;
  }

  private static long[] square(long[] matrix) {
    long[] squared = new long[BITS];
    for (int i = 0; i < BITS; i++) {
      squared[i] = times(matrix, matrix[i]);
    }
    return squared;
  }

  private static long times(long[] matrix, long vector) {
    long sum = 0;
    for (long left = vector; left != 0; left &= left - 1) {
      sum ^= matrix[Long.numberOfTrailingZeros(left)];
    }
    return sum;
  }
}
