package io.saigon.testkit.internal.s3.signature;

import io.saigon.testkit.internal.auth.Hashes;
import io.saigon.testkit.internal.auth.Verified;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;

/** The chain of signatures over a body's chunks, which begins with the request's own. */
final class ChunkSignatures {
  private static final String NOTHING = Hashes.sha256(new byte[0]);

  private final byte[] key;
  private final String date;
  private final String scope;
  private final MessageDigest hash = Hashes.sha256();
  private String previous;

  ChunkSignatures(Verified seed, String date) {
    this.date = date;
    key = seed.signingKey().getBytes();
    scope = seed.authorization().scope();
    previous = seed.authorization().signature();
  }

  void update(byte[] data, int start, int length) {
    hash.update(data, start, length);
  }

  /** Checks the chunk whose data was given. */
  void checkChunk(String signature) {
    check(
        "AWS4-HMAC-SHA256-PAYLOAD",
        NOTHING + "\n" + HexFormat.of().formatHex(hash.digest()),
        signature);
  }

  void checkTrailers(Map<String, String> trailers, String signature) {
    StringBuilder text = new StringBuilder();
    trailers.forEach((name, value) -> text.append(name).append(':').append(value).append('\n'));
    check(
        "AWS4-HMAC-SHA256-TRAILER",
        Hashes.sha256(text.toString().getBytes(StandardCharsets.UTF_8)),
        signature);
  }

  private void check(String algorithm, String content, String signature) {
    String toSign = String.join("\n", algorithm, date, scope, previous, content);
    String expected = HexFormat.of().formatHex(Hashes.hmac(key, toSign));
    if (!Hashes.same(expected, signature)) {
      throw SignatureErrors.mismatch(
          Map.of("SignatureProvided", signature, "StringToSign", toSign));
    }
    previous = expected;
  }
}
