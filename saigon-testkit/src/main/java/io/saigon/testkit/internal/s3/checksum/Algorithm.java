package io.saigon.testkit.internal.s3.checksum;

import io.saigon.testkit.internal.s3.error.S3Errors;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** The checksum algorithms of S3. */
public enum Algorithm {
  CRC32(4, 0xEDB88320L),
  CRC32C(4, 0x82F63B78L),
  CRC64NVME(8, 0x9A6C9329AC4BC9B5L),
  SHA1(20, 0),
  SHA256(32, 0),
  SHA512(64, 0),
  MD5(16, 0);

  /** The prefix of the headers with checksums. */
  public static final String HEADER = "x-amz-checksum-";

  private final int bytes;
  private final long polynomial;

  Algorithm(int bytes, long polynomial) {
    this.bytes = bytes;
    this.polynomial = polynomial;
  }

  /** Returns the algorithm of that name, or fails with {@code InvalidRequest}. */
  public static Algorithm named(String name) {
    for (Algorithm each : values()) {
      if (each.name().equalsIgnoreCase(name)) {
        return each;
      }
    }
    if (name.toUpperCase(Locale.ROOT).matches("XXHASH(3|64|128)")) {
      throw S3Errors.notImplemented("Checksums by " + name + " are not implemented");
    }
    throw S3Errors.invalidRequest(
        "Checksum algorithm provided is unsupported. Please try again with any of the valid types:"
            + " [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]");
  }

  public String header() {
    return HEADER + name().toLowerCase(Locale.ROOT);
  }

  /** Returns the name of the element with such a checksum. */
  public String element() {
    return "Checksum" + name();
  }

  /** Starts a checksum. */
  public Hash start() {
    return switch (this) {
      case CRC32 -> Hash.check(new CRC32(), bytes);
      case CRC32C -> Hash.check(new CRC32C(), bytes);
      case CRC64NVME -> Hash.check(new Crc64Nvme(), bytes);
      case SHA1 -> Hash.digest("SHA-1");
      case SHA256 -> Hash.digest("SHA-256");
      case SHA512 -> Hash.digest("SHA-512");
      case MD5 -> Hash.digest("MD5");
    };
  }

  long polynomial() {
    return polynomial;
  }

  /** Returns whether the checksum of an object can be computed from those of its parts. */
  public boolean isCombinable() {
    return polynomial != 0;
  }

  /** Returns whether a text is the Base64 of a checksum of this algorithm. */
  public boolean accepts(String value) {
    try {
      return Base64.getDecoder().decode(value).length == bytes;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Returns the checksum of texts in a row, from theirs.
   *
   * @param lengths of the texts, in bytes
   */
  public String combine(List<String> checksums, List<Long> lengths) {
    Base64.Decoder decoder = Base64.getDecoder();
    CrcCombination combination = new CrcCombination(polynomial);
    long combined = number(decoder.decode(checksums.get(0)));
    for (int i = 1; i < checksums.size(); i++) {
      combined =
          combination.combine(combined, number(decoder.decode(checksums.get(i))), lengths.get(i));
    }
    byte[] result = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      result[bytes - 1 - i] = (byte) (combined >>> (8 * i));
    }
    return Base64.getEncoder().encodeToString(result);
  }

  private static long number(byte[] bytes) {
    long number = 0;
    for (byte each : bytes) {
      number = number << 8 | (each & 0xff);
    }
    return number;
  }
}
