package io.saigon.storage.zip;

import io.saigon.api.storage.ArchiveException.Reason;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The paths of an archive as a tree of names, in which no two paths are one and the same on any
 * file system. The number of its nodes is bounded.
 */
final class EntryTree {
  /** A file or a directory. */
  static final class Node {
    private final @Nullable Node parent;
    private final String name;
    private final boolean directory;
    private @Nullable Map<String, Node> children;

    private Node(@Nullable Node parent, String name, boolean directory) {
      this.parent = parent;
      this.name = name;
      this.directory = directory;
    }

    private Map<String, Node> children() {
      Map<String, Node> known = children;
      if (known == null) {
        // Most directories that hostile archives imply have one child.
        known = new HashMap<>(2);
        children = known;
      }
      return known;
    }

    /** Returns the names from the tree's root to this node, separated by slashes. */
    String path() {
      Deque<String> names = new ArrayDeque<>();
      for (Node at = this; at.parent != null; at = at.parent) {
        names.addFirst(at.name);
      }
      return String.join("/", names);
    }
  }

  private final Node root = new Node(null, "", true);
  private final List<Node> directories = new ArrayList<>();
  private final boolean portable;
  private final int maxNodes;
  private int size;

  /**
   * @param portable whether names that differ in case or Unicode form only are the same
   * @param maxNodes files and directories, beside the root
   */
  EntryTree(boolean portable, int maxNodes) {
    this.portable = portable;
    this.maxNodes = maxNodes;
  }

  /**
   * Adds the path of an entry and the directories that it implies.
   *
   * @param entry the entry's name, for messages
   */
  void add(String entry, List<String> path, boolean directory) {
    Node at = root;
    for (int i = 0; i < path.size(); i++) {
      boolean last = i == path.size() - 1;
      at = child(entry, at, path.get(i), !last || directory);
    }
  }

  /** Returns all directories but the root, parents before their children. */
  List<Node> directories() {
    return directories;
  }

  /** Returns how many files and directories there are, without the root. */
  int size() {
    return size;
  }

  private Node child(String entry, Node parent, String name, boolean directory) {
    String key = key(name);
    Node known = parent.children().get(key);
    if (known == null) {
      return create(parent, key, name, directory);
    }
    if (known.directory != directory) {
      throw ArchiveFailures.entry(
          Reason.NAME_CLASH, entry, "would be a file and a directory of the same name");
    }
    if (!known.name.equals(name)) {
      throw ArchiveFailures.entry(
          Reason.DUPLICATE_NAME,
          entry,
          "differs from another name in case or Unicode form only;"
              + " UnzipOptions.withPortableNames(false) takes such names");
    }
    if (!directory) {
      throw ArchiveFailures.entry(Reason.DUPLICATE_NAME, entry, "is there twice");
    }
    return known;
  }

  private Node create(Node parent, String key, String name, boolean directory) {
    if (size == maxNodes) {
      throw ArchiveFailures.of(
          Reason.TOO_MANY_ENTRIES,
          "The archive has more than %d files and directories, those that names imply included; raise UnzipLimits.maxEntries if you trust it"
              .formatted(maxNodes));
    }
    size++;
    // Two equal strings would take twice the memory.
    Node created = new Node(parent, key.equals(name) ? key : name, directory);
    parent.children().put(key, created);
    if (directory) {
      directories.add(created);
    }
    return created;
  }

  // Equal for names that file systems take for the same if they ignore case or compose characters.
  private String key(String name) {
    if (!portable) {
      return name;
    }
    if (isAscii(name)) {
      return name.toLowerCase(Locale.ROOT);
    }
    String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
    String folded = composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(folded, Normalizer.Form.NFC);
  }

  private static boolean isAscii(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) > 0x7f) {
        return false;
      }
    }
    return true;
  }
}
