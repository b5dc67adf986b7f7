package io.saigon.testkit.internal.s3.checksum;

/**
 * The CRC of two texts in a row from theirs, as zlib's {@code crc32_combine} computes it: the first
 * is advanced over as many zero bits as the second has, by squaring matrices over GF(2).
 */
final class CrcCombination {
  private static final int BITS = 64;

  private final long polynomial;
  private long length;
  private long[] advance;

  /**
   * @param polynomial reflected; of less than 64 bits, in the lowest
   */
  CrcCombination(long polynomial) {
    this.polynomial = polynomial;
    advance = identity();
  }

  /** Combines; cheap if the second text is as long as that of the last call. */
  long combine(long first, long second, long secondLength) {
    if (secondLength != length) {
      advance = advance(secondLength);
      length = secondLength;
    }
    return times(advance, first) ^ second;
  }

  private static long[] identity() {
    long[] matrix = new long[BITS];
    for (int i = 0; i < BITS; i++) {
      matrix[i] = 1L << i;
    }
    return matrix;
  }

  /** Returns the matrix that advances over so many bytes of zeros. */
  private long[] advance(long bytes) {
    long[] power = oneBit();
    for (int i = 0; i < 3; i++) {
      power = product(power, power);
    }
    long[] result = identity();
    for (long left = bytes; left != 0; left >>>= 1) {
      if ((left & 1) != 0) {
        result = product(power, result);
      }
      power = product(power, power);
    }
    return result;
  }

  private long[] oneBit() {
    long[] matrix = new long[BITS];
    matrix[0] = polynomial;
    for (int i = 1; i < BITS; i++) {
      matrix[i] = 1L << (i - 1);
    }
    return matrix;
  }

  private static long[] product(long[] second, long[] first) {
    long[] product = new long[BITS];
    for (int i = 0; i < BITS; i++) {
      product[i] = times(second, first[i]);
    }
    return product;
  }

  private static long times(long[] matrix, long vector) {
    long sum = 0;
    for (long left = vector; left != 0; left &= left - 1) {
      sum ^= matrix[Long.numberOfTrailingZeros(left)];
    }
    return sum;
  }
}
