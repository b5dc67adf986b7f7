package io.saigon.storage.file;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.Saigon;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.storage.LocalFileException;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deletion of the files that a killed process leaves; the tests create these by hand. */
class SweepTest {
  private final Vertx vertx = Vertx.vertx();
  private final Saigon saigon = Saigon.create(vertx, SaigonOptions.defaults());
  @TempDir private Path tempDir;

  @AfterEach
  void stop() {
    await(saigon.close());
    await(vertx.close());
  }

  private static Path aged(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      try (Stream<Path> inside = Files.list(path)) {
        for (Path each : inside.toList()) {
          aged(each);
        }
      }
    }
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    return path;
  }

  private Path staleDirectory(String name) throws IOException {
    Path directory = Files.createDirectories(tempDir.resolve(name).resolve("a/b"));
    Files.writeString(directory.resolve("file"), "content");
    return aged(tempDir.resolve(name));
  }

  private int sweep() {
    return await(saigon.storage().sweep(tempDir, Duration.ofDays(1)));
  }

  @Test
  void filesOfAnEndedProcessAreDeletedAndNothingElse() throws IOException {
    Path old = staleDirectory("saigon-storage-123456789");
    Path part =
        aged(
            Files.writeString(
                tempDir.resolve(".saigon-storage-0d9bd0e8-3c14-4a5b-9f0e-0123456789ab.part"), "x"));
    Path young = staleDirectory("saigon-storage-5");
    Files.writeString(young.resolve("a/b/file"), "still writing");
    Path other = staleDirectory("saigon-storage-of-mine");
    assertThat(sweep()).isEqualTo(2);
    assertThat(old).doesNotExist();
    assertThat(part).doesNotExist();
    assertThat(young.resolve("a/b/file")).hasContent("still writing");
    assertThat(other.resolve("a/b/file")).exists();
    assertThat(sweep()).isZero();
  }

  @Test
  void filesInUseAreKeptHoweverOldTheyAre() throws IOException {
    TemporaryDirectory used = TemporaryDirectory.create(vertx, tempDir);
    aged(used.path());
    PartialFile partial = PartialFile.of(tempDir.resolve("target"));
    aged(Files.writeString(partial.path(), "x"));
    assertThat(sweep()).isZero();
    assertThat(used.path()).isDirectory();
    assertThat(partial.path()).exists();
    used.deleteNow();
    partial.delete();
    assertThat(tempDir).isEmptyDirectory();
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    Path target = Files.createDirectory(tempDir.resolve("elsewhere"));
    Files.writeString(target.resolve("file"), "content");
    Path old = Files.createDirectory(tempDir.resolve("saigon-storage-1"));
    Files.createSymbolicLink(old.resolve("link"), target);
    FileTree.delete(old);
    assertThat(old).doesNotExist();
    assertThat(target.resolve("file")).hasContent("content");
  }

  @Test
  void filesInUseAreKeptByWhicheverPathTheyAreSwept() throws IOException {
    TemporaryDirectory used = TemporaryDirectory.create(vertx, tempDir);
    aged(used.path());
    Path alias = Files.createSymbolicLink(tempDir.resolve("alias"), tempDir);
    assertThat(await(saigon.storage().sweep(alias, Duration.ofDays(1)))).isZero();
    assertThat(used.path()).isDirectory();
    used.deleteNow();
  }

  @Test
  void aLinkOrFileWithTheNameOfATemporaryDirectoryIsKept() throws IOException {
    Path target = Files.createDirectory(tempDir.resolve("elsewhere"));
    aged(Files.writeString(target.resolve("file"), "content"));
    aged(target);
    Path link = Files.createSymbolicLink(tempDir.resolve("saigon-storage-1"), target);
    Path file = aged(Files.writeString(tempDir.resolve("saigon-storage-2"), "x"));
    assertThat(sweep()).isZero();
    assertThat(link).isSymbolicLink();
    assertThat(file).exists();
    assertThat(target.resolve("file")).exists();
  }

  @Test
  void filesOfAnotherUserAreKept() throws IOException {
    Path own = staleDirectory("saigon-storage-1");
    Path foreign = staleDirectory("saigon-storage-2");
    Path part =
        aged(
            Files.writeString(
                tempDir.resolve(".saigon-storage-0d9bd0e8-3c14-4a5b-9f0e-0123456789ab.part"), "x"));
    try {
      Files.setAttribute(foreign, "unix:uid", 12_345, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(part, "unix:uid", 12_345, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      Assumptions.abort("Only root may give files to other users: " + e);
    }
    assertThat(sweep()).isEqualTo(1);
    assertThat(own).doesNotExist();
    assertThat(foreign).exists();
    assertThat(part).exists();
    // So that the temporary directory can be deleted after the test.
    Files.setOwner(foreign, Files.getOwner(tempDir));
    assertThat(foreign.resolve("a/b/file")).hasContent("content");
  }

  @Test
  void unreadableFilesAreKeptAndTheRestIsSwept() throws IOException {
    Path closed = staleDirectory("saigon-storage-1");
    Path other = staleDirectory("saigon-storage-2");
    Set<PosixFilePermission> before = Files.getPosixFilePermissions(closed);
    Files.setPosixFilePermissions(closed, Set.of());
    try {
      Assumptions.assumeFalse(Files.isReadable(closed), "root reads everything");
      assertThat(sweep()).isEqualTo(1);
      assertThat(other).doesNotExist();
    } finally {
      Files.setPosixFilePermissions(closed, before);
    }
    assertThat(closed.resolve("a/b/file")).hasContent("content");
  }

  /**
   * Swaps a directory for a link to another one, with the same names in it, while it is deleted.
   */
  @Test
  void aDirectoryThatBecomesALinkDuringItsDeletionIsNotFollowed() throws Exception {
    int count = 3_000;
    for (int round = 0; round < 20; round++) {
      Path home = Files.createDirectory(tempDir.resolve("round" + round));
      Path old = Files.createDirectory(home.resolve("saigon-storage-1"));
      Path inside = Files.createDirectory(old.resolve("inside"));
      Path victim = Files.createDirectory(home.resolve("victim"));
      for (int i = 0; i < count; i++) {
        Files.createFile(inside.resolve("f" + i));
        Files.createFile(victim.resolve("f" + i));
      }
      Path first;
      try (Stream<Path> files = Files.list(inside)) {
        first = files.findFirst().orElseThrow();
      }
      Path aside = home.resolve("aside");
      AtomicBoolean stopped = new AtomicBoolean();
      Thread swapper =
          new Thread(
              () -> {
                while (Files.exists(first) && !stopped.get()) {
                  Thread.onSpinWait();
                }
                try {
                  Files.move(inside, aside);
                  Files.createSymbolicLink(inside, victim);
                } catch (IOException e) {
                  // Too late in this round.
                }
              });
      swapper.start();
      try {
        FileTree.delete(old);
      } catch (IOException e) {
        // The link prevents the deletion of its directory.
      }
      stopped.set(true);
      swapper.join();
      try (Stream<Path> left = Files.list(victim)) {
        assertThat(left).hasSize(count);
      }
      if (Files.isDirectory(aside)) {
        return;
      }
    }
    Assumptions.abort("The swap never came in time");
  }

  @Test
  void aTemporaryDirectoryCanBeEnteredByItsOwnerOnly() throws IOException {
    TemporaryDirectory made = TemporaryDirectory.create(vertx, tempDir);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.path())))
        .isEqualTo("rwx------");
    made.deleteNow();
  }

  @Test
  void aFileSystemWithoutOpenDirectoriesIsSweptToo() throws IOException {
    try (FileSystem zip =
        FileSystems.newFileSystem(tempDir.resolve("a.zip"), Map.of("create", "true"))) {
      Path root = zip.getPath("/tmp");
      Path old = Files.createDirectories(root.resolve("saigon-storage-1/a/b"));
      Files.writeString(old.resolve("file"), "content");
      Path other = Files.createDirectories(root.resolve("other"));
      assertThat(TemporaryFiles.sweep(root, Duration.ofDays(-1))).isEqualTo(1);
      assertThat(root.resolve("saigon-storage-1")).doesNotExist();
      assertThat(other).isDirectory();
    }
  }

  @Test
  void aDeletionContinuesAfterAFailureAndThenFails() throws IOException {
    Path old = staleDirectory("saigon-storage-1");
    Path closed = Files.createDirectory(old.resolve("closed"));
    Files.createFile(closed.resolve("file"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-x------"));
    try {
      Assumptions.assumeFalse(Files.isWritable(closed), "root writes everywhere");
      assertThatThrownBy(() -> FileTree.delete(old)).isInstanceOf(AccessDeniedException.class);
      assertThat(old.resolve("a")).doesNotExist();
      assertThat(closed.resolve("file")).exists();
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void aMissingDirectoryIsNamed() {
    Path missing = tempDir.resolve("missing");
    assertThatThrownBy(() -> await(saigon.storage().sweep(missing, Duration.ofDays(1))))
        .isInstanceOf(LocalFileException.class)
        .hasMessageContaining(missing + " does not exist");
  }
}
