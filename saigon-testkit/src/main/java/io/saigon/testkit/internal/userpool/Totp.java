package io.saigon.testkit.internal.userpool;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Codes of authenticator apps: RFC 6238 with SHA-1, six digits and thirty seconds. */
final class Totp {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Totp() {}

  /** Returns the time step of a code, which may be the one before or after now; else -1. */
  static long step(byte[] secret, String code, Instant now) {
    long current = now.getEpochSecond() / 30;
    for (long step = current + 1; step >= current - 1; step--) {
      if (code(secret, step).equals(code)) {
        return step;
      }
    }
    return -1;
  }

  static String code(byte[] secret, long step) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret, "HmacSHA1"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
      int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xf) & 0x7fffffff;
      return String.format(Locale.ROOT, "%06d", number % 1_000_000);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK lacks HmacSHA1", e);
    }
  }

  /** Returns the code of a secret in Base32 at a time. */
  static String code(String base32, Instant at) {
    return code(decoded(base32), at.getEpochSecond() / 30);
  }

  static byte[] decoded(String base32) {
    ByteBuffer bytes = ByteBuffer.allocate(base32.length() * 5 / 8);
    int bits = 0;
    int held = 0;
    for (int i = 0; i < base32.length(); i++) {
      int value = BASE32.indexOf(base32.charAt(i));
      if (value < 0) {
        throw new IllegalArgumentException("The secret of an authenticator app must be Base32");
      }
      held = (held << 5) | value;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.put((byte) (held >> bits));
      }
    }
    return bytes.array();
  }

  static String base32(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int bits = 0;
    int held = 0;
    for (byte value : bytes) {
      held = (held << 8) | (value & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(BASE32.charAt((held >> bits) & 31));
      }
    }
    return bits == 0
        ? text.toString()
        : text.append(BASE32.charAt((held << (5 - bits)) & 31)).toString();
  }
}
