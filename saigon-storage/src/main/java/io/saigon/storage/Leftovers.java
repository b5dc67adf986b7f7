package io.saigon.storage;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a process leaves when it is killed: directories and files that it would have deleted. */
final class Leftovers {
  static final String PREFIX = "saigon-storage-";

  private static final Pattern NAME =
      Pattern.compile("saigon-storage-[0-9]+|\\.saigon-storage-[-0-9a-f]+\\.part");
  private static final Set<Path> IN_USE = ConcurrentHashMap.newKeySet();

  private Leftovers() {}

  /** Keeps a path of this process from being swept. */
  static Path keep(Path path) {
    IN_USE.add(path.toAbsolutePath());
    return path;
  }

  static void release(Path path) {
    IN_USE.remove(path.toAbsolutePath());
  }

  /** Deletes those in a directory that nothing has been written to for so long; blocks. */
  static int sweep(Path directory, Duration unusedFor) {
    Instant before = Instant.now().minus(unusedFor);
    List<Path> found;
    try (Stream<Path> all = Files.list(directory)) {
      found = all.filter(path -> NAME.matcher(path.getFileName().toString()).matches()).toList();
    } catch (IOException e) {
      throw LocalFailures.of(e, directory);
    }
    int swept = 0;
    for (Path path : found) {
      if (!IN_USE.contains(path.toAbsolutePath()) && isUnusedSince(before, path)) {
        delete(path);
        swept++;
      }
    }
    return swept;
  }

  private static boolean isUnusedSince(Instant before, Path path) {
    try {
      Youngest youngest = new Youngest();
      Files.walkFileTree(path, youngest);
      return youngest.time.isBefore(before);
    } catch (NoSuchFileException e) {
      // Whoever uses it deleted it.
      return false;
    } catch (IOException e) {
      throw LocalFailures.of(e, path);
    }
  }

  /** Deletes a file, or a directory with all that is in it; harmless if it is not there. */
  static void delete(Path path) {
    try {
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        Files.walkFileTree(path, new Deleting());
      }
    } catch (NoSuchFileException e) {
      // Somebody was faster.
    } catch (IOException e) {
      throw LocalFailures.of(e, path);
    }
  }

  private static final class Youngest extends SimpleFileVisitor<Path> {
    private Instant time = Instant.MIN;

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      return visitFile(directory, attributes);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      Instant modified = attributes.lastModifiedTime().toInstant();
      time = modified.isAfter(time) ? modified : time;
      return FileVisitResult.CONTINUE;
    }
  }

  private static final class Deleting extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
