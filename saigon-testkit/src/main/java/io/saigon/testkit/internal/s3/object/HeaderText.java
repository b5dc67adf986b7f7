package io.saigon.testkit.internal.s3.object;

import io.saigon.testkit.internal.s3.request.HeaderEncoding;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Texts of headers: metadata of users is encoded by RFC 2047, all others are bytes in UTF-8. */
final class HeaderText {
  private HeaderText() {}

  /** Returns the text of a header as S3 sends it. */
  static String encode(String name, String value) {
    return name.startsWith(AttributesReader.META) ? encode(value) : HeaderEncoding.encode(value);
  }

  private static String encode(String value) {
    return value.chars().allMatch(c -> c < 0x7f)
        ? value
        : "=?UTF-8?B?"
            + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))
            + "?=";
  }
}
