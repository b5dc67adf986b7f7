package io.saigon.testkit.internal.s3.signature;

import io.saigon.testkit.internal.auth.Hashes;
import io.saigon.testkit.internal.s3.error.S3Error;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;

/** A body whose hash was signed. */
final class HashedPayload implements Payload {
  private final String expected;
  private final MessageDigest hash = Hashes.sha256();

  HashedPayload(String expected) {
    this.expected = expected;
  }

  @Override
  public byte[] pass(byte[] part) {
    hash.update(part);
    return part;
  }

  @Override
  public Map<String, String> end() {
    String actual = HexFormat.of().formatHex(hash.digest());
    if (!actual.equals(expected)) {
      throw new S3Error(
              400,
              "XAmzContentSHA256Mismatch",
              "The provided 'x-amz-content-sha256' header does not match what was computed.")
          .with("ClientComputedContentSHA256", expected)
          .with("S3ComputedContentSHA256", actual);
    }
    return Map.of();
  }
}
