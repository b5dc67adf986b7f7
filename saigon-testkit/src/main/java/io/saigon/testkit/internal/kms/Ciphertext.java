package io.saigon.testkit.internal.kms;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Ids;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Bytes that a key has encrypted, by AES in Galois/Counter Mode.
 *
 * @param keyId id of the key
 * @param iv initialization vector
 * @param sealed the encrypted bytes with their tag
 */
record Ciphertext(String keyId, Buffer iv, Buffer sealed) {
  private static final byte FORMAT = 1;
  private static final int IV = 12;
  private static final int TAG = 16;
  private static final int HEAD = 1 + 16 + IV;

  /** Encrypts bytes; the context must be the same when they are decrypted. */
  static Ciphertext of(Key key, byte[] plain, Map<String, String> context) {
    byte[] iv = Ids.bytes(IV);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, iv, context);
      return new Ciphertext(key.id(), Buffer.buffer(iv), Buffer.buffer(cipher.doFinal(plain)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads the bytes of a request, or fails with {@code InvalidCiphertextException}. */
  static Ciphertext read(byte[] bytes) {
    if (bytes.length < HEAD + TAG || bytes[0] != FORMAT) {
      throw invalid();
    }
    Buffer buffer = Buffer.buffer(bytes);
    UUID id = new UUID(buffer.getLong(1), buffer.getLong(9));
    return new Ciphertext(
        id.toString(), buffer.getBuffer(HEAD - IV, HEAD), buffer.getBuffer(HEAD, bytes.length));
  }

  /** Returns the bytes that {@link #read} takes. */
  byte[] bytes() {
    UUID id = UUID.fromString(keyId);
    return Buffer.buffer()
        .appendByte(FORMAT)
        .appendLong(id.getMostSignificantBits())
        .appendLong(id.getLeastSignificantBits())
        .appendBuffer(iv)
        .appendBuffer(sealed)
        .getBytes();
  }

  /** Returns the encrypted bytes, or fails if key or context are not those of the encryption. */
  byte[] opened(Key key, Map<String, String> context) {
    try {
      return cipher(Cipher.DECRYPT_MODE, key, iv.getBytes(), context).doFinal(sealed.getBytes());
    } catch (GeneralSecurityException e) {
      throw invalid();
    }
  }

  private static Cipher cipher(int mode, Key key, byte[] iv, Map<String, String> context)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key.secret(), new GCMParameterSpec(TAG * 8, iv));
    new TreeMap<>(context)
        .forEach(
            (name, value) -> {
              update(cipher, name);
              update(cipher, value);
            });
    return cipher;
  }

  private static void update(Cipher cipher, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    cipher.updateAAD(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    cipher.updateAAD(bytes);
  }

  static AwsError invalid() {
    return new AwsError("InvalidCiphertextException", "");
  }
}
