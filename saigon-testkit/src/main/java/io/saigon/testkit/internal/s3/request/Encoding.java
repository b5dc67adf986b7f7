package io.saigon.testkit.internal.s3.request;

import io.saigon.testkit.internal.s3.error.S3Errors;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of paths, queries and listed keys. */
public final class Encoding {
  private Encoding() {}

  /** Decodes a path or a query's part; fails with {@code InvalidURI} where that is no UTF-8. */
  public static String decode(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '%') {
        if (i + 3 > text.length()) {
          throw S3Errors.malformedUri(text);
        }
        try {
          bytes.write(Integer.parseInt(text, i + 1, i + 3, 16));
        } catch (NumberFormatException e) {
          throw S3Errors.malformedUri(text);
        }
        i += 3;
      } else {
        byte[] plain = (c == '+' ? " " : String.valueOf(c)).getBytes(StandardCharsets.UTF_8);
        bytes.write(plain, 0, plain.length);
        i++;
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw S3Errors.malformedUri(text);
    }
  }

  /** Encodes a key as listings with {@code encoding-type=url} do. */
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%2F", "/");
  }
}
