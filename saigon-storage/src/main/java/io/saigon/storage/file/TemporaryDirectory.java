package io.saigon.storage.file;

import io.saigon.api.context.CallerContext;
import io.saigon.storage.io.Workers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** A new directory that only this user can enter. */
public final class TemporaryDirectory {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Vertx vertx;
  private final Path path;

  private TemporaryDirectory(Vertx vertx, Path path) {
    this.vertx = vertx;
    this.path = path;
  }

  /** Blocks; for worker threads. */
  public static TemporaryDirectory create(Vertx vertx, @Nullable Path parent) {
    Path root =
        parent == null ? new File(System.getProperty("java.io.tmpdir", ".")).toPath() : parent;
    boolean posix = root.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix ? new FileAttribute<?>[] {OWNER_ONLY} : new FileAttribute<?>[0];
    try {
      Path made =
          Files.createTempDirectory(root.toAbsolutePath(), TemporaryFiles.PREFIX, attributes);
      return new TemporaryDirectory(vertx, TemporaryFiles.markInUse(made));
    } catch (IOException e) {
      throw LocalFailures.of(e, root);
    }
  }

  public Path path() {
    return path;
  }

  public Future<Void> delete() {
    return Workers.cleanUp(CallerContext.current(vertx), this::deleteNow);
  }

  public void close() {
    if (Context.isOnEventLoopThread()) {
      Workers.cleanUp(CallerContext.current(vertx), this::deleteNow);
    } else {
      deleteNow();
    }
  }

  /** Blocks; for worker threads. */
  public void deleteNow() {
    try {
      FileTree.delete(path);
      TemporaryFiles.release(path);
    } catch (IOException e) {
      throw LocalFailures.of(e, path);
    }
  }
}
