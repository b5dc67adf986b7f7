package io.saigon.storage;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A fresh directory that only this user can enter, until it is deleted with all that is in it. */
final class TemporaryDirectory {
  private static final String PREFIX = "saigon-";

  private final Vertx vertx;
  private final Path path;

  private TemporaryDirectory(Vertx vertx, Path path) {
    this.vertx = vertx;
    this.path = path;
  }

  /** Blocks; for worker threads. */
  static TemporaryDirectory create(Vertx vertx, @Nullable Path parent) {
    Path place =
        parent == null ? new File(System.getProperty("java.io.tmpdir", ".")).toPath() : parent;
    try {
      // The JDK makes it rwx------ where there are such permissions.
      Path made = Files.createTempDirectory(place.toAbsolutePath(), PREFIX);
      return new TemporaryDirectory(vertx, made);
    } catch (IOException e) {
      throw LocalFailures.of(e, place);
    }
  }

  Path path() {
    return path;
  }

  Future<Void> delete() {
    return Closing.onWorker(vertx.getOrCreateContext(), this::deleteNow);
  }

  void close() {
    if (Context.isOnEventLoopThread()) {
      Closing.onWorker(vertx.getOrCreateContext(), this::deleteNow);
    } else {
      deleteNow();
    }
  }

  /** Blocks; for worker threads. */
  void deleteNow() {
    try {
      Files.walkFileTree(path, new Deletion());
    } catch (NoSuchFileException e) {
      // Somebody was faster, or this is the second time.
    } catch (IOException e) {
      throw LocalFailures.of(e, path);
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
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
