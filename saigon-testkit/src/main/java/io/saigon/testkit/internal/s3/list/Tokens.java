package io.saigon.testkit.internal.s3.list;

import io.saigon.testkit.internal.auth.Hashes;
import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.wire.Ids;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Continuation tokens, which only the server that made them can read. */
final class Tokens {
  private static final int SEAL = 12;

  private final byte[] key = Ids.bytes(32);

  /** Returns a token for the place after a key. */
  String of(String scope, String last) {
    byte[] text = last.getBytes(StandardCharsets.UTF_8);
    byte[] token = Arrays.copyOf(seal(scope, last), SEAL + text.length);
    System.arraycopy(text, 0, token, SEAL, text.length);
    return Base64.getEncoder().encodeToString(token);
  }

  private byte[] seal(String scope, String last) {
    return Arrays.copyOf(Hashes.hmac(key, scope + "\n" + last), SEAL);
  }

  /** Returns the key of a token, or fails with {@code InvalidArgument}. */
  String read(String scope, String token) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      throw incorrect(token);
    }
    if (bytes.length < SEAL) {
      throw incorrect(token);
    }
    String last = new String(bytes, SEAL, bytes.length - SEAL, StandardCharsets.UTF_8);
    if (!Arrays.equals(seal(scope, last), Arrays.copyOf(bytes, SEAL))) {
      throw incorrect(token);
    }
    return last;
  }

  private static S3Error incorrect(String token) {
    return S3Errors.invalidArgument(
        "The continuation token provided is incorrect", "continuation-token", token);
  }
}
