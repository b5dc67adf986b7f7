package io.saigon.testkit.internal.wire;

import java.security.SecureRandom;
import java.util.Base64;

/** Random identifiers in the alphabets that AWS uses. */
public final class Ids {
  /** The account that everything belongs to. */
  public static final String ACCOUNT = "000000000000";

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final String DIGITS = "0123456789";

  private Ids() {}

  public static String mixed(int length) {
    return from(LETTERS + DIGITS, length);
  }

  public static String letters(int length) {
    return from(LETTERS, length);
  }

  public static String lower(int length) {
    return from("abcdefghijklmnopqrstuvwxyz" + DIGITS, length);
  }

  public static String digits(int length) {
    return from(DIGITS, length);
  }

  public static String accessKey(String prefix) {
    return prefix + from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16);
  }

  public static String secretKey() {
    return from(LETTERS + DIGITS + "+/", 40);
  }

  /** An opaque token of so many random bytes. */
  public static String token(int bytes) {
    return Base64.getEncoder().encodeToString(bytes(bytes));
  }

  public static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private static String from(String alphabet, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
