package io.saigon.testkit.internal.s3.request;

import io.vertx.core.MultiMap;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Headers with more than ASCII, which clients send in UTF-8 and HTTP reads as ISO 8859-1. */
public final class HeaderEncoding {
  private HeaderEncoding() {}

  /** Returns headers with the characters that their bytes are in UTF-8. */
  public static MultiMap decoded(MultiMap headers) {
    boolean isAscii = true;
    for (Map.Entry<String, String> header : headers) {
      isAscii &= isAscii(header.getValue());
    }
    if (isAscii) {
      return headers;
    }
    MultiMap decoded = MultiMap.caseInsensitiveMultiMap();
    headers.forEach((name, value) -> decoded.add(name, decode(value)));
    return decoded;
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  static String decode(String value) {
    if (isAscii(value)) {
      return value;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException e) {
      return value;
    }
  }

  /** Returns a text whose characters are the bytes of another one in UTF-8. */
  public static String encode(String text) {
    return isAscii(text)
        ? text
        : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
