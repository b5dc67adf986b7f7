package io.saigon.storage.file;

import java.util.regex.Pattern;

/**
 * Rules of Windows for the names of files: "Naming Files, Paths, and Namespaces" in the
 * documentation of Win32.
 */
public final class WindowsNames {
  /** The characters that no name may have, besides control characters and separators. */
  public static final String RESERVED = "<>:\"|?*";

  // The name of a device stays one before an extension or a stream, and spaces before that.
  private static final Pattern DEVICE =
      Pattern.compile(
          "(CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|(COM|LPT)[0-9¹²³]) *([.:].*)?",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);

  private WindowsNames() {}

  /** Returns whether a file of this name would be a device, such as {@code nul.txt}. */
  public static boolean isDevice(String name) {
    return !name.isEmpty()
        && "CPANLcpanl".indexOf(name.charAt(0)) >= 0
        && DEVICE.matcher(name).matches();
  }

  /** Returns a name without the dots and spaces at its end, which Windows drops. */
  public static String trimEnd(String name) {
    int end = name.length();
    while (end > 0 && (name.charAt(end - 1) == '.' || name.charAt(end - 1) == ' ')) {
      end--;
    }
    return name.substring(0, end);
  }
}
