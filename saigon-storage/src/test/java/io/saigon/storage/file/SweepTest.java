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

/** What a process that was killed leaves is what these tests make by hand. */
class SweepTest {
  private final Vertx vertx = Vertx.vertx();
  private final Saigon saigon = Saigon.create(vertx, SaigonOptions.defaults());
  @TempDir private Path place;

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

  private Path leftover(String name) throws IOException {
    Path directory = Files.createDirectories(place.resolve(name).resolve("a/b"));
    Files.writeString(directory.resolve("file"), "content");
    return aged(place.resolve(name));
  }

  private int sweep() {
    return await(saigon.storage().sweep(place, Duration.ofDays(1)));
  }

  @Test
  void whatAProcessLeftIsDeletedAndNothingElse() throws IOException {
    Path old = leftover("saigon-storage-123456789");
    Path part =
        aged(
            Files.writeString(
                place.resolve(".saigon-storage-0d9bd0e8-3c14-4a5b-9f0e-0123456789ab.part"), "x"));
    Path young = leftover("saigon-storage-5");
    Files.writeString(young.resolve("a/b/file"), "still writing");
    Path other = leftover("saigon-storage-of-mine");
    assertThat(sweep()).isEqualTo(2);
    assertThat(old).doesNotExist();
    assertThat(part).doesNotExist();
    assertThat(young.resolve("a/b/file")).hasContent("still writing");
    assertThat(other.resolve("a/b/file")).exists();
    assertThat(sweep()).isZero();
  }

  @Test
  void whatThisProcessUsesIsKeptHoweverOldItIs() throws IOException {
    TemporaryDirectory used = TemporaryDirectory.create(vertx, place);
    aged(used.path());
    PartialFile partial = PartialFile.of(place.resolve("target"));
    aged(Files.writeString(partial.path(), "x"));
    assertThat(sweep()).isZero();
    assertThat(used.path()).isDirectory();
    assertThat(partial.path()).exists();
    used.deleteNow();
    partial.delete();
    assertThat(place).isEmptyDirectory();
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    Path elsewhere = Files.createDirectory(place.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("file"), "content");
    Path old = Files.createDirectory(place.resolve("saigon-storage-1"));
    Files.createSymbolicLink(old.resolve("link"), elsewhere);
    FileTree.delete(old);
    assertThat(old).doesNotExist();
    assertThat(elsewhere.resolve("file")).hasContent("content");
  }

  @Test
  void whatThisProcessUsesIsKeptByWhateverPathItIsSwept() throws IOException {
    TemporaryDirectory used = TemporaryDirectory.create(vertx, place);
    aged(used.path());
    Path alias = Files.createSymbolicLink(place.resolve("alias"), place);
    assertThat(await(saigon.storage().sweep(alias, Duration.ofDays(1)))).isZero();
    assertThat(used.path()).isDirectory();
    used.deleteNow();
  }

  @Test
  void aLinkOrFileWithTheNameOfATemporaryDirectoryIsLeft() throws IOException {
    Path elsewhere = Files.createDirectory(place.resolve("elsewhere"));
    aged(Files.writeString(elsewhere.resolve("file"), "content"));
    aged(elsewhere);
    Path link = Files.createSymbolicLink(place.resolve("saigon-storage-1"), elsewhere);
    Path file = aged(Files.writeString(place.resolve("saigon-storage-2"), "x"));
    assertThat(sweep()).isZero();
    assertThat(link).isSymbolicLink();
    assertThat(file).exists();
    assertThat(elsewhere.resolve("file")).exists();
  }

  @Test
  void whatBelongsToAnotherUserIsLeft() throws IOException {
    Path own = leftover("saigon-storage-1");
    Path foreign = leftover("saigon-storage-2");
    Path part =
        aged(
            Files.writeString(
                place.resolve(".saigon-storage-0d9bd0e8-3c14-4a5b-9f0e-0123456789ab.part"), "x"));
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
    // For whoever deletes what this test leaves.
    Files.setOwner(foreign, Files.getOwner(place));
    assertThat(foreign.resolve("a/b/file")).hasContent("content");
  }

  @Test
  void whatCannotBeReadIsLeftAndTheRestIsSwept() throws IOException {
    Path closed = leftover("saigon-storage-1");
    Path other = leftover("saigon-storage-2");
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
  void aDirectoryThatBecomesALinkWhileItIsDeletedLeadsNowhere() throws Exception {
    int count = 3_000;
    for (int round = 0; round < 20; round++) {
      Path home = Files.createDirectory(place.resolve("round" + round));
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
      AtomicBoolean over = new AtomicBoolean();
      Thread swapper =
          new Thread(
              () -> {
                while (Files.exists(first) && !over.get()) {
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
        // The link is in the way of its directory's end.
      }
      over.set(true);
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
    TemporaryDirectory made = TemporaryDirectory.create(vertx, place);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.path())))
        .isEqualTo("rwx------");
    made.deleteNow();
  }

  @Test
  void aFileSystemWithoutOpenDirectoriesIsSweptToo() throws IOException {
    try (FileSystem zip =
        FileSystems.newFileSystem(place.resolve("a.zip"), Map.of("create", "true"))) {
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
  void aDeletionGoesOnAfterWhatCannotBeDeletedAndFails() throws IOException {
    Path old = leftover("saigon-storage-1");
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
  void aDirectoryThatIsNotThereIsNamed() {
    Path missing = place.resolve("missing");
    assertThatThrownBy(() -> await(saigon.storage().sweep(missing, Duration.ofDays(1))))
        .isInstanceOf(LocalFileException.class)
        .hasMessageContaining(missing + " does not exist");
  }
}
