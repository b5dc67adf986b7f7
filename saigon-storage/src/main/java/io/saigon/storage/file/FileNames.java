package io.saigon.storage.file;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Derives names that are valid on every file system from the keys of objects. */
public final class FileNames {
  // Leaves room for what editors and tools append.
  private static final int MAX_BYTES = 200;
  private static final int MAX_EXTENSION = 16;
  private static final Pattern UNSAFE =
      Pattern.compile("[\\p{Cntrl}" + WindowsNames.RESERVED + "]");
  private static final String NAMELESS = "object";

  private FileNames() {}

  public static String of(String key) {
    int end = key.length();
    while (end > 0 && isSeparator(key.charAt(end - 1))) {
      end--;
    }
    int start = end;
    while (start > 0 && !isSeparator(key.charAt(start - 1))) {
      start--;
    }
    String name = UNSAFE.matcher(key.substring(start, end)).replaceAll("_");
    name = WindowsNames.trimEnd(shortened(name));
    if (name.isEmpty()) {
      return NAMELESS;
    }
    return writable(WindowsNames.isDevice(name) ? "_" + name : name);
  }

  private static boolean isSeparator(char c) {
    return c == '/' || c == '\\';
  }

  private static String shortened(String name) {
    if (bytes(name) <= MAX_BYTES) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    String extension = dot < 0 ? "" : name.substring(dot);
    if (bytes(extension) > MAX_EXTENSION) {
      extension = "";
    }
    StringBuilder kept = new StringBuilder();
    int left = MAX_BYTES - bytes(extension);
    for (int at = 0; at < name.length(); ) {
      String one = Character.toString(name.codePointAt(at));
      left -= bytes(one);
      if (left < 0) {
        break;
      }
      kept.append(one);
      at += one.length();
    }
    return kept.append(extension).toString();
  }

  // A system without a UTF-8 locale cannot write every name.
  private static String writable(String name) {
    try {
      return Path.of(name).toString();
    } catch (InvalidPathException e) {
      return name.replaceAll("[^ -~]", "_");
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
