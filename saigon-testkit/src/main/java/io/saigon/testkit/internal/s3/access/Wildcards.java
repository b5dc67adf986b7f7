package io.saigon.testkit.internal.s3.access;

import java.util.regex.Pattern;

/** Patterns of policies: a star for any text, a question mark for any character. */
final class Wildcards {
  private Wildcards() {}

  static boolean matches(String pattern, String text, boolean ignoreCase) {
    String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    int flags = Pattern.DOTALL | (ignoreCase ? Pattern.CASE_INSENSITIVE : 0);
    return Pattern.compile(regex, flags).matcher(text).matches();
  }
}
