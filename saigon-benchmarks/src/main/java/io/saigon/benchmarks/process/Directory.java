package io.saigon.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A directory that is deleted at the end; in memory where it can be, so that no disk is measured.
 */
public record Directory(Path path) implements AutoCloseable {
  /** Creates a directory that any user can read. */
  public static Directory create() throws IOException {
    Path memory = Path.of("/dev/shm");
    Path created =
        Files.isWritable(memory)
            ? Files.createTempDirectory(memory, "benchmark")
            : Files.createTempDirectory("benchmark");
    // The workers of an nginx that root starts are nobody's.
    Files.setPosixFilePermissions(created, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new Directory(created);
  }

  /** Deletes a tree. */
  public static void delete(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  @Override
  public void close() throws IOException {
    delete(path);
  }
}
