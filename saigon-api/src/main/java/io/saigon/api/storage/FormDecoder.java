package io.saigon.api.storage;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Undoes {@code application/x-www-form-urlencoded} and, unlike the JDK, refuses broken UTF-8. */
final class FormDecoder {
  private FormDecoder() {}

  static String decode(String encoded) {
    byte[] raw = encoded.getBytes(StandardCharsets.UTF_8);
    ByteBuffer decoded = ByteBuffer.allocate(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '%') {
        if (i + 2 >= raw.length) {
          throw malformed(encoded);
        }
        int high = Character.digit(raw[i + 1], 16);
        int low = Character.digit(raw[i + 2], 16);
        if (high < 0 || low < 0) {
          throw malformed(encoded);
        }
        decoded.put((byte) (high << 4 | low));
        i += 2;
      } else {
        decoded.put(raw[i] == '+' ? (byte) ' ' : raw[i]);
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
    } catch (CharacterCodingException e) {
      throw malformed(encoded);
    }
  }

  private static IllegalArgumentException malformed(String encoded) {
    return new IllegalArgumentException(
        "The key '"
            + encoded
            + "' is not URL-encoded as S3 does it in notifications; is the event from elsewhere?");
  }
}
