package io.saigon.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.testkit.Await;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryDirectoryTest {
  private static final Duration EVEN_THE_NEWEST = Duration.ofDays(-1);

  private final Vertx vertx = Vertx.vertx();
  @TempDir private Path tempDir;

  @AfterEach
  void stop() {
    Await.await(vertx.close());
  }

  private Path inUse() {
    return TemporaryDirectory.create(vertx, tempDir).path();
  }

  private FileSystem zip(Map<String, ?> environment) throws IOException {
    return FileSystems.newFileSystem(tempDir.resolve("a.zip"), environment);
  }

  @Test
  void onlyItsOwnerCanEnterItOnAnyFileSystemWithPermissions() throws IOException {
    try (FileSystem zip = zip(Map.of("create", "true", "enablePosixFileAttributes", "true"))) {
      Path made = TemporaryDirectory.create(vertx, zip.getPath("/")).path();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void aFileSystemWithoutPermissionsCanHoldIt() throws IOException {
    try (FileSystem zip = zip(Map.of("create", "true"))) {
      assertThat(TemporaryDirectory.create(vertx, zip.getPath("/")).path()).isDirectory();
    }
  }

  @Test
  void itsNameIsProtectedFromTheSweepUntilItIsDeleted() throws IOException {
    TemporaryDirectory directory = TemporaryDirectory.create(vertx, tempDir);
    assertThat(TemporaryFiles.sweep(tempDir, EVEN_THE_NEWEST)).isZero();
    directory.deleteNow();
    Files.createDirectory(directory.path());
    assertThat(TemporaryFiles.sweep(tempDir, EVEN_THE_NEWEST)).isEqualTo(1);
  }

  @Test
  void aPartialFilesNameIsProtectedUntilItIsMovedOrDeleted() throws IOException {
    PartialFile moved = PartialFile.of(tempDir.resolve("target"));
    PartialFile deleted = PartialFile.of(tempDir.resolve("other"));
    Files.createFile(moved.path());
    Files.createFile(deleted.path());
    assertThat(TemporaryFiles.sweep(tempDir, EVEN_THE_NEWEST)).isZero();
    moved.moveIntoPlace();
    deleted.delete();
    Files.createFile(moved.path());
    Files.createFile(deleted.path());
    assertThat(TemporaryFiles.sweep(tempDir, EVEN_THE_NEWEST)).isEqualTo(2);
    assertThat(tempDir.resolve("target")).exists();
  }

  @Test
  void aSweepLeavesNoFileOfItsOwn() throws IOException {
    Path used = inUse();
    Files.createDirectory(tempDir.resolve("saigon-storage-1"));
    assertThat(TemporaryFiles.sweep(tempDir, EVEN_THE_NEWEST)).isEqualTo(1);
    try (var left = Files.list(tempDir)) {
      assertThat(left).containsExactly(used);
    }
    FileTree.delete(used);
  }
}
