package io.saigon.testkit.internal.s3.checksum;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.Checksum;

/** A checksum under computation. */
public interface Hash {
  void update(byte[] bytes, int length);

  /** Ends it, and returns its bytes. */
  byte[] finish();

  /** Returns a hash of the JDK. */
  static Hash digest(String algorithm) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("The JDK lacks " + algorithm, e);
    }
    return new Hash() {
      @Override
      public void update(byte[] bytes, int length) {
        digest.update(bytes, 0, length);
      }

      @Override
      public byte[] finish() {
        return digest.digest();
      }
    };
  }

  /** Returns a cyclic redundancy check of so many bytes. */
  static Hash check(Checksum checksum, int size) {
    return new Hash() {
      @Override
      public void update(byte[] bytes, int length) {
        checksum.update(bytes, 0, length);
      }

      @Override
      public byte[] finish() {
        ByteBuffer value = ByteBuffer.allocate(Long.BYTES).putLong(checksum.getValue());
        byte[] result = new byte[size];
        value.position(Long.BYTES - size).get(result);
        return result;
      }
    };
  }
}
