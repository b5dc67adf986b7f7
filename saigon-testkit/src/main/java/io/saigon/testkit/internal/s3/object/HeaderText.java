package io.saigon.testkit.internal.s3.object;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Texts of headers, which hold more than ASCII in the encoding of RFC 2047 only. */
final class HeaderText {
  private HeaderText() {}

  /** Returns the text of a header as S3 sends it. */
  static String encode(String value) {
    return value.chars().allMatch(c -> c < 0x7f)
        ? value
        : "=?UTF-8?B?"
            + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))
            + "?=";
  }
}
