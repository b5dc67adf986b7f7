package io.saigon.rest.vertx.syntax;

/** Percent-encoding by SigV4's rule: all bytes of UTF-8 but letters, digits and {@code -._~}. */
public final class PercentEncoding {
  private static final boolean[] UNRESERVED = new boolean[128];

  static {
    for (int c = 0; c < 128; c++) {
      UNRESERVED[c] =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "-._~".indexOf(c) >= 0;
    }
  }

  private PercentEncoding() {}

  public static boolean unreserved(int c) {
    return c < 128 && UNRESERVED[c];
  }

  /** Encodes the character at an index. Returns the index of its last char. */
  public static int encodeAt(ByteWriter out, String text, int i) {
    char c = text.charAt(i);
    if (unreserved(c)) {
      out.put(c);
    } else if (c < 0x80) {
      out.percent(c);
    } else if (c < 0x800) {
      out.percent(0xc0 | (c >> 6));
      out.percent(0x80 | (c & 0x3f));
    } else if (!Character.isSurrogate(c)) {
      out.percent(0xe0 | (c >> 12));
      out.percent(0x80 | ((c >> 6) & 0x3f));
      out.percent(0x80 | (c & 0x3f));
    } else {
      int point = text.codePointAt(i);
      if (!Character.isSupplementaryCodePoint(point)) {
        throw new IllegalArgumentException("A URI holds half of a surrogate pair");
      }
      out.percent(0xf0 | (point >> 18));
      out.percent(0x80 | ((point >> 12) & 0x3f));
      out.percent(0x80 | ((point >> 6) & 0x3f));
      out.percent(0x80 | (point & 0x3f));
      return i + 1;
    }
    return i;
  }

  /** Encodes a whole text. */
  public static void encode(ByteWriter out, String text) {
    for (int i = 0; i < text.length(); i++) {
      i = encodeAt(out, text, i);
    }
  }

  /**
   * Writes an already encoded character in the one canonical way. Returns the index of its last
   * char.
   */
  public static int canonicalAt(ByteWriter out, String text, int i) {
    if (text.charAt(i) != '%') {
      return encodeAt(out, text, i);
    }
    int b = byteAt(text, i);
    if (b < 0) {
      throw new IllegalArgumentException(
          "A URI holds a % that two hexadecimal digits do not follow; encode a literal % as %25");
    }
    if (unreserved(b)) {
      out.put(b);
    } else {
      out.percent(b);
    }
    return i + 2;
  }

  /** Returns the byte of {@code %XX} at an index, or -1 if there is no such sequence. */
  public static int byteAt(String text, int i) {
    if (i + 2 >= text.length()) {
      return -1;
    }
    int high = hexDigit(text.charAt(i + 1));
    int low = hexDigit(text.charAt(i + 2));
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static int hexDigit(char c) {
    return c < 128 ? Character.digit(c, 16) : -1;
  }
}
