package io.saigon.storage;

import static io.saigon.storage.UnzipHarness.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.Saigon;
import io.saigon.api.SaigonOptions;
import io.saigon.api.storage.LocalFileException;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
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
    Leftovers.delete(old);
    assertThat(old).doesNotExist();
    assertThat(elsewhere.resolve("file")).hasContent("content");
  }

  @Test
  void aDirectoryThatIsNotThereIsNamed() {
    Path missing = place.resolve("missing");
    assertThatThrownBy(() -> await(saigon.storage().sweep(missing, Duration.ofDays(1))))
        .isInstanceOf(LocalFileException.class)
        .hasMessageContaining(missing + " does not exist");
  }
}
