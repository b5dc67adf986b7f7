package io.saigon.storage.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.saigon.api.context.CallerContext;
import io.saigon.api.storage.ArchiveException;
import io.saigon.api.storage.DownloadOptions;
import io.saigon.api.storage.UnzipOptions;
import io.saigon.api.storage.Unzipped;
import io.saigon.storage.io.Cancellation;
import io.saigon.storage.io.Progress;
import io.saigon.storage.zip.ZipExtraction;
import io.saigon.testkit.Await;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Extracts archives from memory and checks the files that are left. */
public final class UnzipHarness implements AutoCloseable {
  public final Vertx vertx = Vertx.vertx();
  private final Path directory;
  private final Path archive;

  public UnzipHarness() throws IOException {
    Path home = Files.createTempDirectory("unzip-test");
    directory = Files.createDirectory(home.resolve("place"));
    archive = home.resolve("archive.zip");
  }

  public Path directory() {
    return directory;
  }

  /** The file that archives from memory are written to. */
  public Path archive() {
    return archive;
  }

  public UnzipOptions defaults() {
    return UnzipOptions.defaults()
        .withDownload(DownloadOptions.defaults().withDirectory(directory));
  }

  public Unzipped unzip(byte[] zip, UnzipOptions options) {
    try {
      Files.write(archive, zip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return unzip(archive, options);
  }

  public Unzipped unzip(Path file, UnzipOptions options) {
    var context = CallerContext.current(vertx);
    return Await.await(
        ZipExtraction.start(
            context,
            file,
            file.toString(),
            options,
            new Progress(context, p -> {}),
            new Cancellation()));
  }

  /** Names and contents of the files in the archive. */
  public Map<String, byte[]> contents(byte[] zip) {
    try (Unzipped unzipped = unzip(zip, defaults())) {
      Map<String, byte[]> contents = new TreeMap<>();
      for (Path file : unzipped.files()) {
        contents.put(
            file.toString().replace('\\', '/'),
            Files.readAllBytes(unzipped.directory().resolve(file)));
      }
      return contents;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public ArchiveException refused(byte[] zip) {
    return refused(zip, defaults());
  }

  /** Returns the failure, after checking that no file is left. */
  public ArchiveException refused(byte[] zip, UnzipOptions options) {
    ArchiveException failure =
        catchThrowableOfType(ArchiveException.class, () -> unzip(zip, options));
    assertThat(failure).as("refused").isNotNull();
    assertNothingLeft();
    return failure;
  }

  public void assertNothingLeft() {
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).as("left behind").isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    Await.await(vertx.close());
    Files.deleteIfExists(archive);
    Files.deleteIfExists(directory);
    Files.deleteIfExists(directory.getParent());
  }
}
