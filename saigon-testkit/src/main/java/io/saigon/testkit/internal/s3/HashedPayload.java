package io.saigon.testkit.internal.s3;

import io.saigon.testkit.internal.auth.Hashes;
import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;

/** A body whose hash was signed: its last part waits until the hash is known to be right. */
final class HashedPayload implements Payload {
  private final String expected;
  private final MessageDigest hash = Hashes.sha256();
  private Buffer held = Buffer.buffer();

  HashedPayload(String expected) {
    this.expected = expected;
  }

  @Override
  public Buffer pass(Buffer part) {
    hash.update(part.getBytes());
    Buffer before = held;
    held = part;
    return before;
  }

  @Override
  public Buffer end() {
    String actual = HexFormat.of().formatHex(hash.digest());
    if (!actual.equals(expected)) {
      throw new S3Error(
          400,
          "XAmzContentSHA256Mismatch",
          "The provided 'x-amz-content-sha256' header does not match what was computed.",
          Map.of("ClientComputedContentSHA256", expected, "S3ComputedContentSHA256", actual));
    }
    return held;
  }
}
