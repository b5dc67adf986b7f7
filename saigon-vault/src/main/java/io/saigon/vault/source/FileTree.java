package io.saigon.vault.source;

import io.saigon.api.error.NotFoundException;
import io.saigon.api.vault.SecretMappingException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The names of all files below a directory, and their contents as one JSON object. */
final class FileTree {
  private static final int MAX_DEPTH = 32;

  private FileTree() {}

  /**
   * Returns the keys of the files below a directory, but for names that begin with a dot, such as
   * the directories that Kubernetes swaps a mount by.
   *
   * @param root directory of the vault, without links
   * @param below directory below it
   */
  static List<String> keys(Path root, Path below) throws IOException {
    try (Stream<Path> files = Files.walk(below, MAX_DEPTH, FileVisitOption.FOLLOW_LINKS)) {
      return files
          .filter(Files::isRegularFile)
          .map(root::relativize)
          .filter(FileTree::isVisible)
          .map(file -> file.toString().replace('\\', '/'))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isVisible(Path file) {
    for (Path segment : file) {
      if (segment.toString().startsWith(".")) {
        return false;
      }
    }
    return true;
  }

  /** Puts the content of a file into the tree below a path. */
  static void put(JsonObject tree, String path, String key, String content) {
    if (!TreeJson.put(tree, key.substring(path.length()).split("/"), TreeJson.value(content))) {
      throw new SecretMappingException(
          path, key, "File %s has files below it or above it; move one of them".formatted(key));
    }
  }

  static NotFoundException empty(String path, Path directory) {
    return new NotFoundException(
        "There are no files below %s in %s; mount them or correct the path"
            .formatted(path, directory),
        null,
        null);
  }
}
