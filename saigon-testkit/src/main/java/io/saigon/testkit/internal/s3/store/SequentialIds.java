package io.saigon.testkit.internal.s3.store;

import io.saigon.testkit.internal.wire.Ids;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;

/**
 * Ids in the order of their creation, by which a listing continues after one that is deleted. They
 * end in a checksum, by which ids that were never issued are found.
 */
final class SequentialIds {
  /** In the order of ASCII. */
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private static final int NUMBER = 11;
  private static final int SEAL = 4;
  private static final AtomicLong LAST = new AtomicLong();

  private SequentialIds() {}

  /** Returns an id of that length, which is greater than all before. */
  public static String next(int length) {
    String body = digits(LAST.incrementAndGet(), NUMBER) + Ids.mixed(length - NUMBER - SEAL);
    return body + seal(body);
  }

  /** Returns whether a text is such an id of that length. */
  public static boolean isValid(String text, int length) {
    int body = length - SEAL;
    return text.length() == length && text.substring(body).equals(seal(text.substring(0, body)));
  }

  private static String seal(String body) {
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.UTF_8));
    return digits(crc.getValue(), SEAL);
  }

  /** Returns the last digits of a number. */
  private static String digits(long number, int count) {
    char[] digits = new char[count];
    long rest = number;
    for (int i = count - 1; i >= 0; i--) {
      digits[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
      rest /= ALPHABET.length();
    }
    return new String(digits);
  }
}
