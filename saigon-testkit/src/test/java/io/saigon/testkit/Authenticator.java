package io.saigon.testkit;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An authenticator app: RFC 6238, written anew. */
final class Authenticator {
  private Authenticator() {}

  static String code(String base32, Instant at) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(decoded(base32), "HmacSHA1"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(at.getEpochSecond() / 30).array());
      int number = ByteBuffer.wrap(hash, hash[19] & 15, 4).getInt() & 0x7fffffff;
      return "%06d".formatted(number % 1_000_000);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] decoded(String base32) {
    BigInteger bits = BigInteger.ZERO;
    for (char c : base32.toCharArray()) {
      bits = bits.shiftLeft(5).or(BigInteger.valueOf(c >= 'A' ? c - 'A' : c - '2' + 26));
    }
    int bytes = base32.length() * 5 / 8;
    byte[] raw = bits.shiftRight(base32.length() * 5 - bytes * 8).toByteArray();
    byte[] secret = new byte[bytes];
    int from = Math.max(0, raw.length - bytes);
    System.arraycopy(raw, from, secret, bytes - (raw.length - from), raw.length - from);
    return secret;
  }
}
