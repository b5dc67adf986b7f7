package io.saigon.storage;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A fresh directory that only this user can enter, until it is deleted with all that is in it. */
final class TemporaryDirectory {
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
      Path made = Files.createTempDirectory(place.toAbsolutePath(), Leftovers.PREFIX);
      return new TemporaryDirectory(vertx, Leftovers.keep(made));
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
    Leftovers.delete(path);
    Leftovers.release(path);
  }
}
