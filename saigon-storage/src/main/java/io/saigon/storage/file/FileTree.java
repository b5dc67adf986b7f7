package io.saigon.storage.file;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A file, or a directory with all its content; links in it are not followed. Blocks. */
final class FileTree {
  private FileTree() {}

  /** Deletes the tree at a path; harmless if there is none. */
  static void delete(Path path) throws IOException {
    Path absolute = path.toAbsolutePath();
    Path parent = absolute.getParent();
    Path name = absolute.getFileName();
    if (parent == null || name == null) {
      throw new IllegalArgumentException("A root directory is not deleted");
    }
    try (OpenDirectory directory = OpenDirectory.open(parent)) {
      delete(directory, name);
    } catch (NoSuchFileException e) {
      // Another process may have deleted it.
    }
  }

  /** Deletes as much as possible, and fails if something is left. */
  static void delete(OpenDirectory parent, Path name) throws IOException {
    if (!parent.attributes(name).isDirectory()) {
      parent.deleteFile(name);
      return;
    }
    IOException first = null;
    try (OpenDirectory directory = parent.openDirectory(name)) {
      for (Path entry : directory.names()) {
        IOException failure = tryDelete(directory, entry);
        first = first == null ? failure : first;
      }
    }
    if (first != null) {
      throw first;
    }
    parent.deleteDirectory(name);
  }

  private static @Nullable IOException tryDelete(OpenDirectory parent, Path name) {
    try {
      delete(parent, name);
      return null;
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  /** Returns when anything in the tree was last modified. */
  static Instant lastModified(OpenDirectory parent, Path name) throws IOException {
    BasicFileAttributes attributes = parent.attributes(name);
    Instant last = attributes.lastModifiedTime().toInstant();
    if (attributes.isDirectory()) {
      try (OpenDirectory directory = parent.openDirectory(name)) {
        for (Path entry : directory.names()) {
          Instant modified = lastModified(directory, entry);
          last = modified.isAfter(last) ? modified : last;
        }
      }
    }
    return last;
  }
}
