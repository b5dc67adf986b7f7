package io.saigon.storage.zip;

import io.saigon.api.storage.ArchiveException;
import io.saigon.api.storage.ArchiveException.Reason;
import io.saigon.api.storage.UnzipLimits;
import io.saigon.storage.file.WindowsNames;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Validates entries' names and splits them into the parts of a path. */
final class EntryNames {
  static final int MAX_PART_BYTES = 255;

  private static final boolean WINDOWS = File.separatorChar == '\\';

  private final UnzipLimits limits;
  private final boolean portable;

  EntryNames(UnzipLimits limits, boolean portable) {
    this.limits = limits;
    this.portable = portable || WINDOWS;
  }

  boolean portable() {
    return portable;
  }

  /** Returns the parts of the entry's path; none for the directory itself. */
  List<String> parts(String name) {
    checkWhole(name);
    String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      if (!part.equals(".")) {
        checkPart(name, part);
        parts.add(part);
      }
      if (parts.size() > limits.maxDepth()) {
        throw ArchiveFailures.entry(
            Reason.TOO_DEEP,
            name,
            "has a path of more than %d parts; raise UnzipLimits.maxDepth if you trust the archive"
                .formatted(limits.maxDepth()));
      }
    }
    if (parts.isEmpty() && !name.endsWith("/")) {
      throw unsafe(name, "is a file without a name");
    }
    return parts;
  }

  private void checkWhole(String name) {
    if (name.isEmpty()) {
      throw unsafe(name, "has no name");
    }
    if (name.startsWith("/")) {
      throw escape(name, "has an absolute path");
    }
    if (name.indexOf('\\') >= 0) {
      throw escape(name, "has a backslash, which some systems take for a separator");
    }
    if (name.length() >= 2 && name.charAt(1) == ':' && Character.isLetter(name.charAt(0))) {
      throw escape(name, "begins with a drive letter");
    }
    if (isLonger(name, limits.maxNameBytes())) {
      throw ArchiveFailures.entry(
          Reason.NAME_TOO_LONG,
          name,
          "has a path of more than %d bytes; raise UnzipLimits.maxNameBytes if you trust the archive"
              .formatted(limits.maxNameBytes()));
    }
  }

  private void checkPart(String name, String part) {
    if (part.equals("..")) {
      throw escape(name, "leads to a directory above");
    }
    if (part.isEmpty()) {
      throw unsafe(name, "has an empty part in its path");
    }
    for (int i = 0; i < part.length(); i++) {
      if (part.charAt(i) < ' ' || part.charAt(i) == 0x7f) {
        throw unsafe(name, "has a control character in its name");
      }
    }
    if (isLonger(part, MAX_PART_BYTES)) {
      throw ArchiveFailures.entry(
          Reason.NAME_TOO_LONG, name, "has a name of more than 255 bytes; no file system takes it");
    }
    if (portable) {
      checkPortable(name, part);
    }
  }

  private static void checkPortable(String name, String part) {
    if (!WindowsNames.trimEnd(part).equals(part)) {
      throw notPortable(name, "ends with a dot or a space");
    }
    for (int i = 0; i < WindowsNames.RESERVED.length(); i++) {
      if (part.indexOf(WindowsNames.RESERVED.charAt(i)) >= 0) {
        throw notPortable(name, "has one of " + WindowsNames.RESERVED + " in it");
      }
    }
    if (WindowsNames.isDevice(part)) {
      throw notPortable(name, "is a device on Windows");
    }
  }

  // No character takes more than three bytes, so most names need not be encoded.
  private static boolean isLonger(String text, int bytes) {
    return text.length() > bytes / 3 && text.getBytes(StandardCharsets.UTF_8).length > bytes;
  }

  private static ArchiveException escape(String name, String what) {
    return ArchiveFailures.entry(Reason.PATH_ESCAPE, name, what + "; do not trust this archive");
  }

  private static ArchiveException unsafe(String name, String what) {
    return ArchiveFailures.entry(Reason.UNSAFE_NAME, name, what + "; it cannot be extracted");
  }

  private static ArchiveException notPortable(String name, String what) {
    return ArchiveFailures.entry(
        Reason.UNSAFE_NAME,
        name,
        what + "; UnzipOptions.withPortableNames(false) takes such names");
  }
}
