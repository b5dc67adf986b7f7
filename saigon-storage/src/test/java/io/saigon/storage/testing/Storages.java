package io.saigon.storage.testing;

import io.saigon.api.Saigon;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.storage.DownloadOptions;
import io.saigon.api.storage.ObjectStorage;
import io.saigon.api.storage.UnzipOptions;
import io.saigon.testkit.Await;
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

/** A storage on the local AWS, with a bucket and a directory of its own. */
public final class Storages implements AutoCloseable {
  public final Vertx vertx = Vertx.vertx();
  public final String bucket = "b-" + UUID.randomUUID();
  public final Path tempDir;
  public final Saigon saigon;

  public Storages(LocalAws aws) {
    this(aws, aws.saigonOptions());
  }

  public Storages(LocalAws aws, SaigonOptions options) {
    try {
      tempDir = Files.createTempDirectory("storage-it");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    saigon = Saigon.create(vertx, options);
    Await.await(aws.createBucket(bucket));
  }

  public ObjectStorage storage() {
    return saigon.storage();
  }

  public DownloadOptions download() {
    return DownloadOptions.defaults().withDirectory(tempDir);
  }

  public UnzipOptions unzip() {
    return UnzipOptions.defaults().withDownload(download());
  }

  public List<Path> left() {
    try (Stream<Path> files = Files.list(tempDir)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    Await.await(saigon.close());
    Await.await(vertx.close());
    Assertions.assertEquals(List.of(), left(), "left behind");
    Files.delete(tempDir);
  }
}
