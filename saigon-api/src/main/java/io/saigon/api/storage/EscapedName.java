package io.saigon.api.storage;

import java.util.Locale;

/** Escapes names of archives and keys for messages. */
final class EscapedName {
  private static final int MAX = 200;

  private EscapedName() {}

  static String of(String name) {
    StringBuilder escaped = new StringBuilder();
    int at = 0;
    while (at < name.length() && escaped.length() < MAX) {
      int c = name.codePointAt(at);
      at += Character.charCount(c);
      if (isPlain(c)) {
        escaped.appendCodePoint(c);
      } else {
        for (char unit : Character.toChars(c)) {
          escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
        }
      }
    }
    return at < name.length() ? escaped.append('…').toString() : escaped.toString();
  }

  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> c != '\\';
    };
  }
}
