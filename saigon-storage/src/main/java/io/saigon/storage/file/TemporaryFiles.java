package io.saigon.storage.file;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The names of temporary directories and files in use, and a sweep of those left by others. */
public final class TemporaryFiles {
  static final String PREFIX = "saigon-storage-";

  private static final Logger LOG = LoggerFactory.getLogger(TemporaryFiles.class);
  private static final Pattern DIRECTORY = Pattern.compile("saigon-storage-[0-9]+");
  private static final Pattern PART = Pattern.compile("\\.saigon-storage-[-0-9a-f]+\\.part");
  // By name, which is random: one directory may be reached by several paths.
  private static final Set<String> IN_USE = ConcurrentHashMap.newKeySet();

  private TemporaryFiles() {}

  /** Returns a new name for a file that is renamed when it is complete. */
  static String partName() {
    return "." + PREFIX + UUID.randomUUID() + ".part";
  }

  /** Protects a path of this process from the sweep. */
  static Path markInUse(Path path) {
    IN_USE.add(path.getFileName().toString());
    return path;
  }

  static void release(Path path) {
    IN_USE.remove(path.getFileName().toString());
  }

  /**
   * Deletes those of this process's user that were not written to for a while; blocks.
   *
   * @return how many were deleted
   */
  public static int sweep(Path path, Duration unusedFor) {
    Instant before = Instant.now().minus(unusedFor);
    try (OpenDirectory directory = OpenDirectory.open(path)) {
      List<Path> names = directory.names();
      names.removeIf(name -> !isCandidate(name.toString()));
      if (names.isEmpty()) {
        return 0;
      }
      UserPrincipal user = user(directory, path);
      int swept = 0;
      for (Path name : names) {
        if (sweep(directory, name, user, before)) {
          swept++;
        }
      }
      return swept;
    } catch (IOException e) {
      throw LocalFailures.of(e, path);
    }
  }

  private static boolean isCandidate(String name) {
    return !IN_USE.contains(name)
        && (DIRECTORY.matcher(name).matches() || PART.matcher(name).matches());
  }

  // The owner of a new file: the user's name or number may mean another user on this file system.
  private static @Nullable UserPrincipal user(OpenDirectory directory, Path path)
      throws IOException {
    Path probe = markInUse(path.getFileSystem().getPath(partName()));
    try {
      directory.createFile(probe);
      try {
        return directory.owner(probe);
      } finally {
        directory.deleteFile(probe);
      }
    } finally {
      release(probe);
    }
  }

  private static boolean sweep(
      OpenDirectory directory, Path name, @Nullable UserPrincipal user, Instant before) {
    try {
      if (Objects.equals(directory.owner(name), user)
          && isOfKind(directory.attributes(name), name.toString())
          && FileTree.lastModified(directory, name).isBefore(before)) {
        FileTree.delete(directory, name);
        return true;
      }
    } catch (NoSuchFileException e) {
      // Another process deleted it.
    } catch (IOException e) {
      LOG.warn("{} could not be swept", name, e);
    }
    return false;
  }

  private static boolean isOfKind(BasicFileAttributes attributes, String name) {
    return DIRECTORY.matcher(name).matches()
        ? attributes.isDirectory()
        : attributes.isRegularFile();
  }
}
