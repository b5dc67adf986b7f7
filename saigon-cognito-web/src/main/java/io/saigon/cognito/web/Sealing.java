package io.saigon.cognito.web;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Encryption and authentication of what is kept by a browser (AES-256-GCM). What was sealed for one
 * purpose, user pool and app client cannot be opened for another.
 */
final class Sealing {
  private static final byte VERSION = 1;
  private static final int ID_BYTES = 4;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final int OVERHEAD = 1 + ID_BYTES + NONCE_BYTES + TAG_BYTES;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SessionKeys keys;
  private final byte[] scope;

  Sealing(SessionKeys keys, String purpose, String userPoolId, String clientId) {
    this.keys = keys;
    this.scope = String.join("\n", purpose, userPoolId, clientId).getBytes(StandardCharsets.UTF_8);
  }

  String seal(byte[] content) {
    SessionKeys.Key key = keys.first();
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(content);
      ByteBuffer sealed = ByteBuffer.allocate(1 + ID_BYTES + NONCE_BYTES + encrypted.length);
      sealed.put(VERSION).put(key.id().getBytes()).put(nonce).put(encrypted);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed.array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the content, or null if it was not sealed with one of the keys for this scope. */
  byte @Nullable [] open(String text) {
    byte[] sealed;
    try {
      sealed = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
    if (sealed.length < OVERHEAD || sealed[0] != VERSION) {
      return null;
    }
    Buffer id = Buffer.buffer(Arrays.copyOfRange(sealed, 1, 1 + ID_BYTES));
    byte[] nonce = Arrays.copyOfRange(sealed, 1 + ID_BYTES, 1 + ID_BYTES + NONCE_BYTES);
    int start = 1 + ID_BYTES + NONCE_BYTES;
    for (SessionKeys.Key key : keys.all()) {
      if (key.id().equals(id)) {
        try {
          return cipher(Cipher.DECRYPT_MODE, key, nonce)
              .doFinal(sealed, start, sealed.length - start);
        } catch (GeneralSecurityException e) {
          // Another key may have the same id; else it is not ours.
        }
      }
    }
    return null;
  }

  private Cipher cipher(int mode, SessionKeys.Key key, byte[] nonce)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
    cipher.updateAAD(scope);
    return cipher;
  }
}
