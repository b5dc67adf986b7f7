package io.saigon.cognito.web;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys of sessions: the first encrypts, all decrypt. To rotate, put a new one first, and remove the
 * old one when the sessions that it encrypted are over. All instances of an application need the
 * same keys; keep them in a vault. Left out of {@link #toString()}.
 */
public final class SessionKeys {
  private static final int KEY_BYTES = 32;
  private static final int ID_BYTES = 4;

  /** A key, and the first bytes of a hash that finds it. */
  record Key(Buffer id, SecretKey key) {
    @Override
    public String toString() {
      return "Key";
    }
  }

  private final List<Key> keys = new ArrayList<>();

  private SessionKeys(List<byte[]> all) {
    for (byte[] key : all) {
      if (key.length != KEY_BYTES) {
        throw new IllegalArgumentException(
            "A session key has 32 random bytes; make one by: openssl rand -base64 32");
      }
      keys.add(new Key(id(key), new SecretKeySpec(key, "AES")));
    }
  }

  /**
   * Creates keys of bytes.
   *
   * @param first the key that encrypts, 32 random bytes
   * @param older keys that decrypt, too
   * @return the keys
   * @throws IllegalArgumentException if a key has another length
   */
  public static SessionKeys of(Buffer first, Buffer... older) {
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(older, "older");
    List<byte[]> all = new ArrayList<>();
    all.add(first.getBytes());
    Arrays.stream(older).map(Buffer::getBytes).forEach(all::add);
    return new SessionKeys(all);
  }

  /**
   * Creates keys of base64 texts, such as those of secrets.
   *
   * @param first the key that encrypts, 32 random bytes
   * @param older keys that decrypt, too
   * @return the keys
   * @throws IllegalArgumentException if a text is no base64, or a key has another length
   */
  public static SessionKeys ofBase64(String first, String... older) {
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(older, "older");
    List<byte[]> all = new ArrayList<>();
    all.add(decoded(first));
    Arrays.stream(older).map(SessionKeys::decoded).forEach(all::add);
    return new SessionKeys(all);
  }

  private static byte[] decoded(String text) {
    try {
      return Base64.getDecoder().decode(text.strip());
    } catch (IllegalArgumentException e) {
      // Without the cause, whose message would quote a character of the key.
      throw new IllegalArgumentException("A session key must be base64 of 32 random bytes");
    }
  }

  private static Buffer id(byte[] key) {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      hash.update("saigon session key".getBytes(StandardCharsets.US_ASCII));
      return Buffer.buffer(Arrays.copyOf(hash.digest(key), ID_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  Key first() {
    return keys.get(0);
  }

  List<Key> all() {
    return keys;
  }

  @Override
  public String toString() {
    return "SessionKeys[" + keys.size() + "]";
  }
}
