package io.saigon.testkit.internal.s3.object;

import io.saigon.testkit.internal.s3.request.HeaderEncoding;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Texts of headers: metadata of users is encoded by RFC 2047, all others are bytes in UTF-8. Forms
 * can have control characters in them, which no header may have.
 */
final class HeaderText {
  private HeaderText() {}

  /** Returns the text of a header as S3 sends it. */
  static String encode(String name, String value) {
    return name.startsWith(AttributesReader.META)
        ? encode(value)
        : HeaderEncoding.encode(withoutControls(value));
  }

  static boolean isName(String name) {
    return name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  }

  /** Returns a text with spaces in place of control characters. */
  static String withoutControls(String value) {
    return value.replaceAll("[\\x00-\\x08\\x0a-\\x1f\\x7f]", " ");
  }

  private static String encode(String value) {
    return value.chars().allMatch(c -> (c >= 0x20 || c == '\t') && c < 0x7f)
        ? value
        : "=?UTF-8?B?"
            + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))
            + "?=";
  }
}
