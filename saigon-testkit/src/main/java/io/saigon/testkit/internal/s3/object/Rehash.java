package io.saigon.testkit.internal.s3.object;

import io.saigon.testkit.internal.s3.checksum.Algorithm;
import io.saigon.testkit.internal.s3.checksum.Digests;
import io.saigon.testkit.internal.s3.content.Content;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The digests of a content that is stored already. */
public final class Rehash {
  private static final int PART = 1 << 16;

  private Rehash() {}

  public static Digests.Computed of(Content content, Algorithm algorithm) throws IOException {
    Digests digests = new Digests(algorithm);
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(PART, content.length()));
    long at = 0;
    while (at < content.length()) {
      buffer.clear().limit((int) Math.min(PART, content.length() - at));
      content.read(at, buffer);
      digests.update(buffer.array(), buffer.position());
      at += buffer.position();
    }
    return digests.finish();
  }
}
