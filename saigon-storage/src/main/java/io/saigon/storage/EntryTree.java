package io.saigon.storage;

import io.saigon.api.storage.ArchiveException.Reason;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The paths of an archive, so that no two of them meet in one place, on whatever file system. */
final class EntryTree {
  private record Node(String path, boolean directory) {}

  private final Map<String, Node> nodes = new HashMap<>();
  private final List<String> directories = new ArrayList<>();
  private final boolean portable;

  EntryTree(boolean portable) {
    this.portable = portable;
  }

  /** Adds the path of an entry, with the directories that lead to it. */
  void add(String name, String path, boolean directory) {
    if (!path.isEmpty()) {
      addParents(name, path);
      add(name, path, directory, !directory);
    }
  }

  /** All directories, parents before their children. */
  List<String> directories() {
    return directories;
  }

  private void addParents(String name, String path) {
    int end = path.lastIndexOf('/');
    if (end > 0) {
      String parent = path.substring(0, end);
      Node known = nodes.get(key(parent));
      // Where it was found to be in order, so were its own parents.
      if (known == null || !known.directory() || !known.path().equals(parent)) {
        addParents(name, parent);
        add(name, parent, true, false);
      }
    }
  }

  private void add(String name, String path, boolean directory, boolean once) {
    Node known = nodes.putIfAbsent(key(path), new Node(path, directory));
    if (known == null) {
      if (directory) {
        directories.add(path);
      }
      return;
    }
    if (known.directory() != directory) {
      throw ArchiveFailures.entry(
          Reason.NAME_CLASH, name, "would be a file and a directory of the same name");
    }
    if (once && known.path().equals(path)) {
      throw ArchiveFailures.entry(Reason.DUPLICATE_NAME, name, "is there twice");
    }
    if (!known.path().equals(path)) {
      throw ArchiveFailures.entry(
          Reason.DUPLICATE_NAME,
          name,
          "differs from another name in case or Unicode form only;"
              + " UnzipOptions.withPortableNames(false) takes such names");
    }
  }

  // What file systems that ignore case, and those that compose characters, take for the same.
  private String key(String path) {
    if (!portable) {
      return path;
    }
    if (isAscii(path)) {
      return path.toLowerCase(Locale.ROOT);
    }
    String composed = Normalizer.normalize(path, Normalizer.Form.NFC);
    String folded = composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(folded, Normalizer.Form.NFC);
  }

  private static boolean isAscii(String path) {
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) > 0x7f) {
        return false;
      }
    }
    return true;
  }
}
