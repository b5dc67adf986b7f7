package io.saigon.testkit.internal.wire;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Random;
import java.util.UUID;

/** Identifiers in the alphabets that AWS uses, random or (if a seed is set) repeatable. */
public final class Ids {
  /** The account of all entities. */
  public static final String ACCOUNT = "000000000000";

  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final String DIGITS = "0123456789";
  private static final Ids RANDOM = new Ids(new SecureRandom());

  private final Random random;

  private Ids(Random random) {
    this.random = random;
  }

  /** Returns a source of random identifiers. */
  public static Ids random() {
    return RANDOM;
  }

  /** Returns a source of the same identifiers in the same order for the same seed. */
  public static Ids repeatable(long seed) {
    return new Ids(new Random(seed));
  }

  public static String mixed(int length) {
    return RANDOM.anyMixed(length);
  }

  public static String letters(int length) {
    return RANDOM.from(LETTERS, length);
  }

  public static String lower(int length) {
    return RANDOM.anyLower(length);
  }

  public static String digits(int length) {
    return RANDOM.from(DIGITS, length);
  }

  public static String accessKey(String prefix) {
    return RANDOM.anyAccessKey(prefix);
  }

  public static String secretKey() {
    return RANDOM.anySecretKey();
  }

  /** An opaque token of so many random bytes. */
  public static String token(int bytes) {
    return Base64.getEncoder().encodeToString(bytes(bytes));
  }

  /** An opaque token of so many random bytes, in the alphabet of URLs as tokens of Cognito are. */
  public static String urlToken(int bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(bytes));
  }

  public static byte[] bytes(int length) {
    return RANDOM.anyBytes(length);
  }

  public String anyMixed(int length) {
    return from(LETTERS + DIGITS, length);
  }

  public String anyLower(int length) {
    return from("abcdefghijklmnopqrstuvwxyz" + DIGITS, length);
  }

  public String anyAccessKey(String prefix) {
    return prefix + from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16);
  }

  public String anySecretKey() {
    return from(LETTERS + DIGITS + "+/", 40);
  }

  public String anyUuid() {
    ByteBuffer bytes = ByteBuffer.wrap(anyBytes(16));
    long high = (bytes.getLong() & ~0xf000L) | 0x4000L;
    long low = (bytes.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  private byte[] anyBytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private String from(String alphabet, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
