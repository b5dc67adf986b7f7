package io.saigon.storage.upload;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32;

/** CRC-32 in the form of S3's headers. */
final class Checksums {
  private Checksums() {}

  static long crc32(ByteBuffer[] chunks) {
    CRC32 crc = new CRC32();
    for (ByteBuffer chunk : chunks) {
      crc.update(chunk.duplicate());
    }
    return crc.getValue();
  }

  static String base64(long crc32) {
    byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt((int) crc32).array();
    return Base64.getEncoder().encodeToString(bytes);
  }
}
