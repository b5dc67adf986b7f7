package io.saigon.rest.vertx.syntax;

import java.util.regex.Pattern;

/** Characters of header names and values (RFC 9110, 5.1 and 5.5), values in ASCII only. */
public final class HeaderSyntax {
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private static final Pattern SPACES = Pattern.compile("[ \t]+");

  private HeaderSyntax() {}

  /** Throws if a header with this name or value cannot be signed and sent; never quotes a value. */
  public static void check(String name, String value) {
    lowerCase(name);
    checkValue(name, value);
  }

  private static void checkValue(String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '\t' && (c < ' ' || c > '~')) {
        throw new IllegalArgumentException(
            "The value of header "
                + name
                + " holds a line break, another control character or one outside of ASCII;"
                + " encode it");
      }
    }
  }

  /** Returns a header's name in lower case, or throws if no header has such a name. */
  public static String lowerCase(String name) {
    StringBuilder lower = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= 128 || !(Character.isLetterOrDigit(c) || TOKEN_MARKS.indexOf(c) >= 0)) {
        throw new IllegalArgumentException("A header's name holds a character that none may hold");
      }
      lower.append(c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c);
    }
    return lower.toString();
  }

  /** Returns a value with its white space folded, or throws if it cannot be signed. */
  public static String folded(String name, String value) {
    checkValue(name, value);
    String trimmed = value.strip();
    boolean plain = trimmed.indexOf("  ") < 0 && trimmed.indexOf('\t') < 0;
    return plain ? trimmed : SPACES.matcher(trimmed).replaceAll(" ");
  }
}
