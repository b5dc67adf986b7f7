package io.saigon.cognito.web;

import java.util.regex.Pattern;

/** The paths to which a browser may be sent after a log-in: those of this application alone. */
final class ReturnPath {
  private static final int MAX_CHARACTERS = 1024;
  // One slash, as browsers take two, or a slash and a backslash, for the start of a host; and no
  // control character, of which browsers drop some.
  private static final Pattern LOCAL = Pattern.compile("/(?![/\\\\])[\\x21-\\x5b\\x5d-\\x7e]*");

  private ReturnPath() {}

  static boolean isLocal(String path) {
    return path.length() <= MAX_CHARACTERS && LOCAL.matcher(path).matches();
  }
}
