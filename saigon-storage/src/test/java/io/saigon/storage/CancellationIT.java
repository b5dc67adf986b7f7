package io.saigon.storage;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.Saigon;
import io.saigon.api.storage.DownloadOptions;
import io.saigon.api.storage.RemoteArchive;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.UnzipOptions;
import io.saigon.storage.testing.ScriptedS3;
import io.saigon.storage.testing.ZipBuilder;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CancellationIT {
  private static final S3ObjectDescriptor SOURCE = S3ObjectDescriptor.of("bucket", "a.zip");

  private final Vertx vertx = Vertx.vertx();
  private final ScriptedS3 s3 = new ScriptedS3(vertx);
  private final Saigon saigon = Saigon.create(vertx, s3.options());
  private final Promise<Void> cancel = Promise.promise();
  private final Promise<Void> asked = Promise.promise();
  @TempDir private Path tempDir;

  @AfterEach
  void nothingIsLeft() throws IOException {
    await(saigon.close());
    s3.close();
    await(vertx.close());
    assertThat(left()).as("left behind").isEmpty();
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> left = Files.walk(tempDir)) {
      return left.filter(path -> !path.equals(tempDir)).toList();
    }
  }

  private DownloadOptions options() {
    return DownloadOptions.defaults().withDirectory(tempDir).withCancelOn(cancel.future());
  }

  private static void assertCancelled(Future<?> call) {
    assertThat(call.transform(done -> Future.succeededFuture(done.cause())))
        .satisfies(
            cause ->
                assertThat(await(cause))
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("The caller cancelled the transfer"));
  }

  private Handler<HttpServerRequest> stalling(int bytes) {
    return ScriptedS3.stalling(bytes, asked::tryComplete);
  }

  @Test
  void aDownloadThatGetsNoAnswerIsCancelled() {
    s3.then(stalling(0));
    var download = saigon.storage().download(SOURCE, options());
    await(asked.future());
    cancel.complete();
    assertCancelled(download);
  }

  @Test
  void aDownloadUnderWayIsCancelledAndWhatWasWrittenIsRemoved() throws IOException {
    s3.then(stalling(3_000_000));
    var download = saigon.storage().download(SOURCE, options());
    until(this::hasBytes);
    cancel.fail("enough");
    assertCancelled(download);
    assertThat(left()).isEmpty();
  }

  private boolean hasBytes() {
    try (Stream<Path> files = Files.walk(tempDir)) {
      return files.anyMatch(file -> Files.isRegularFile(file) && file.toFile().length() > 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aDownloadToAPathAndAnUnzippingAreCancelled() {
    s3.then(stalling(1000)).then(stalling(1000));
    var download =
        saigon.storage().downloadTo(SOURCE, tempDir.resolve("file"), options(), progress -> {});
    var unzip = saigon.storage().unzip(SOURCE, UnzipOptions.defaults().withDownload(options()));
    await(asked.future());
    cancel.complete();
    assertCancelled(download);
    assertCancelled(unzip);
  }

  @Test
  void aCallThatIsCancelledBeforeItStartsCreatesNoFile() {
    cancel.complete();
    s3.then(stalling(1000)).then(stalling(1000));
    assertCancelled(saigon.storage().download(SOURCE, options()));
    assertCancelled(
        saigon.storage().openArchive(SOURCE, UnzipOptions.defaults().withDownload(options())));
  }

  @Test
  void anExtractionOfChosenEntriesIsCancelled() {
    byte[] zip = new ZipBuilder().file("a", "a".repeat(300_000)).build();
    s3.then(ScriptedS3.range(zip, "\"tag\""));
    s3.then(stalling(0));
    RemoteArchive archive =
        await(
            saigon.storage().openArchive(SOURCE, UnzipOptions.defaults().withDownload(options())));
    var extraction = archive.extract(entry -> true);
    await(asked.future());
    cancel.complete();
    assertCancelled(extraction);
  }
}
