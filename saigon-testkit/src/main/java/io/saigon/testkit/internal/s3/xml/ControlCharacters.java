package io.saigon.testkit.internal.s3.xml;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Control characters of keys, which clients write as references and S3 reads, but XML 1.0 does not
 * know. While a document is read, noncharacters of Unicode stand for them, which no text has.
 */
final class ControlCharacters {
  private static final char FIRST = '\uFDD0';
  private static final char LAST = '\uFDEF';
  private static final Pattern REFERENCE =
      Pattern.compile("&#(?:x0*(1?[0-9a-fA-F])|0*([12]?[0-9]|3[01]));");

  private final byte[] document;
  private final boolean hidden;

  private ControlCharacters(byte[] document, boolean hidden) {
    this.document = document;
    this.hidden = hidden;
  }

  static ControlCharacters hide(byte[] document) {
    String text = new String(document, StandardCharsets.UTF_8);
    if (text.chars().anyMatch(c -> c >= FIRST && c <= LAST)) {
      return new ControlCharacters(document, false);
    }
    String changed =
        REFERENCE
            .matcher(text)
            .replaceAll(
                found -> {
                  int code =
                      found.group(1) == null
                          ? Integer.parseInt(found.group(2))
                          : Integer.parseInt(found.group(1), 16);
                  boolean isXml = code == 0 || code == '\t' || code == '\n' || code == '\r';
                  return isXml ? found.group() : String.valueOf((char) (FIRST + code));
                });
    return changed.equals(text)
        ? new ControlCharacters(document, false)
        : new ControlCharacters(changed.getBytes(StandardCharsets.UTF_8), true);
  }

  /** Returns the document as it can be read. */
  byte[] document() {
    return document;
  }

  /** Returns a text of the document as it was sent. */
  String show(String text) {
    if (!hidden) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      shown.append(c >= FIRST && c <= LAST ? (char) (c - FIRST) : c);
    }
    return shown.toString();
  }
}
