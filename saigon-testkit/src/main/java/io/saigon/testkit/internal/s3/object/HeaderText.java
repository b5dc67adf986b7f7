package io.saigon.testkit.internal.s3.object;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Texts of headers, which hold more than ASCII in the encoding of RFC 2047 only. */
final class HeaderText {
  private HeaderText() {}

  /** Returns a stored header, whose chars are the bytes that came, as S3 sends it. */
  static String encode(String value) {
    if (value.chars().allMatch(c -> c < 0x7f)) {
      return value;
    }
    byte[] bytes =
        value.chars().allMatch(c -> c <= 0xff)
            ? value.getBytes(StandardCharsets.ISO_8859_1)
            : value.getBytes(StandardCharsets.UTF_8);
    return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(bytes) + "?=";
  }
}
