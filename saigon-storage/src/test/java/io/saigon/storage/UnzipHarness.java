package io.saigon.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.saigon.api.SaigonException;
import io.saigon.api.storage.ArchiveException;
import io.saigon.api.storage.DownloadOptions;
import io.saigon.api.storage.UnzipOptions;
import io.saigon.api.storage.Unzipped;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Extracts archives from memory and looks at what is left. */
final class UnzipHarness implements AutoCloseable {
  final Vertx vertx = Vertx.vertx();
  private int refused;
  private final Path place;
  private final Path archive;

  UnzipHarness() throws IOException {
    Path home = Files.createTempDirectory("unzip-test");
    place = Files.createDirectory(home.resolve("place"));
    archive = home.resolve("archive.zip");
  }

  Path place() {
    return place;
  }

  /** The file that archives from memory are written to. */
  Path archive() {
    return archive;
  }

  UnzipOptions defaults() {
    return UnzipOptions.defaults().withDownload(DownloadOptions.defaults().withDirectory(place));
  }

  Unzipped unzip(byte[] zip, UnzipOptions options) {
    try {
      Files.write(archive, zip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return unzip(archive, options);
  }

  Unzipped unzip(Path file, UnzipOptions options) {
    var context = ((VertxInternal) vertx).getOrCreateContext();
    return await(
        Unzipping.start(
            context, file, file.toString(), options, new Progress(context, p -> {}), new Abort()));
  }

  /** Names and contents of the files in the archive. */
  Map<String, byte[]> contents(byte[] zip) {
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

  ArchiveException refused(byte[] zip) {
    return refused(zip, defaults());
  }

  /** The failure, after which nothing is left. */
  ArchiveException refused(byte[] zip, UnzipOptions options) {
    refused++;
    ArchiveException failure =
        catchThrowableOfType(ArchiveException.class, () -> unzip(zip, options));
    assertThat(failure).as("refused").isNotNull();
    assertNothingLeft();
    return failure;
  }

  /** How many archives were refused, as they were to be. */
  int refused() {
    return refused;
  }

  void assertNothingLeft() {
    try (Stream<Path> left = Files.list(place)) {
      assertThat(left).as("left behind").isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SaigonException failure) {
        throw failure;
      }
      throw new AssertionError("No SaigonException", e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits for a condition that nothing announces. */
  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("gave up waiting").isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  @Override
  public void close() throws IOException {
    await(vertx.close());
    Files.deleteIfExists(archive);
    Files.deleteIfExists(place);
    Files.deleteIfExists(place.getParent());
  }
}
