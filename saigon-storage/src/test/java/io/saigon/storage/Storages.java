package io.saigon.storage;

import io.saigon.api.Saigon;
import io.saigon.api.SaigonOptions;
import io.saigon.api.storage.DownloadOptions;
import io.saigon.api.storage.ObjectStorage;
import io.saigon.api.storage.UnzipOptions;
import io.saigon.testkit.LocalAws;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;

/** A storage on the local AWS, with a bucket and a place for files of its own. */
final class Storages implements AutoCloseable {
  final Vertx vertx = Vertx.vertx();
  final String bucket = "b-" + UUID.randomUUID();
  final Path place;
  final Saigon saigon;

  Storages(LocalAws aws) {
    this(aws, aws.saigonOptions());
  }

  Storages(LocalAws aws, SaigonOptions options) {
    try {
      place = Files.createTempDirectory("storage-it");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    saigon = Saigon.create(vertx, options);
    UnzipHarness.await(aws.createBucket(bucket));
  }

  ObjectStorage storage() {
    return saigon.storage();
  }

  DownloadOptions download() {
    return DownloadOptions.defaults().withDirectory(place);
  }

  UnzipOptions unzip() {
    return UnzipOptions.defaults().withDownload(download());
  }

  List<Path> left() {
    try (Stream<Path> files = Files.list(place)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    UnzipHarness.await(saigon.close());
    UnzipHarness.await(vertx.close());
    Assertions.assertEquals(List.of(), left(), "left behind");
    Files.delete(place);
  }
}
