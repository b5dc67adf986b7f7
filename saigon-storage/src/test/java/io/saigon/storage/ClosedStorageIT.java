package io.saigon.storage;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.Saigon;
import io.saigon.api.context.CallerContext;
import io.saigon.api.error.ClosedException;
import io.saigon.api.storage.DownloadOptions;
import io.saigon.api.storage.ObjectStorage;
import io.saigon.api.storage.ObjectStream;
import io.saigon.api.storage.RemoteArchive;
import io.saigon.api.storage.UnzipOptions;
import io.saigon.api.stream.QueuedStream;
import io.saigon.storage.testing.ScriptedS3;
import io.saigon.storage.testing.StorageCalls;
import io.saigon.storage.testing.ZipBuilder;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Verticle;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls that are made after a close, and calls that are under way when it happens. */
class ClosedStorageIT {
  /** The object that is closed. */
  enum Close {
    SAIGON,
    VERTICLE_OF_SAIGON,
    VERTICLE_OF_CALLER,
    VERTX
  }

  // Of the server, which must outlive the Vert.x of the client.
  private final Vertx servers = Vertx.vertx();
  private final Vertx vertx = Vertx.vertx();
  private final ScriptedS3 s3 = new ScriptedS3(servers);
  private final AtomicInteger asked = new AtomicInteger();
  private final Promise<Void> allAsked = Promise.promise();
  @TempDir private Path tempDir;
  @TempDir private Path sources;
  private Path file;
  private Saigon saigon;

  @BeforeEach
  void prepare() throws IOException {
    file = Files.write(sources.resolve("a.zip"), new ZipBuilder().file("a", "a").build());
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    await(vertx.close());
    s3.close();
    await(servers.close());
    try (Stream<Path> left = Files.list(tempDir)) {
      assertThat(left).as("left behind").isEmpty();
    }
  }

  private DownloadOptions download() {
    return DownloadOptions.defaults().withDirectory(tempDir);
  }

  private static void assertClosed(String call, CompletableFuture<?> outcome) {
    assertThat(outcome.handle((done, failure) -> failure))
        .as(call)
        .succeedsWithin(java.time.Duration.ofSeconds(60))
        .isInstanceOf(ClosedException.class);
  }

  private static CompletableFuture<?> outcome(Future<?> call) {
    CompletableFuture<Object> outcome = new CompletableFuture<>();
    call.onComplete(
        done -> {
          if (done.succeeded()) {
            outcome.complete(done.result());
          } else {
            outcome.completeExceptionally(done.cause());
          }
        });
    return outcome;
  }

  /** Counts a request and begins an answer that never ends. */
  private Handler<HttpServerRequest> stalling(int calls, int bytes) {
    return ScriptedS3.stalling(
        bytes,
        () -> {
          if (asked.incrementAndGet() == calls) {
            allAsked.complete();
          }
        });
  }

  /** Makes calls, waits until their requests arrive, closes, and checks the outcomes. */
  private void assertCloseEnds(
      Close what, Map<String, Function<ObjectStorage, Future<?>>> calls, int bytes) {
    for (int i = 0; i < calls.size(); i++) {
      s3.then(stalling(calls.size(), bytes));
    }
    Map<String, CompletableFuture<?>> outcomes = new LinkedHashMap<>();
    if (what != Close.VERTICLE_OF_SAIGON) {
      saigon = Saigon.create(vertx, s3.options());
    }
    Verticle caller =
        new AbstractVerticle() {
          @Override
          public void start() {
            Saigon used = saigon == null ? Saigon.create(vertx, s3.options()) : saigon;
            calls.forEach((name, call) -> outcomes.put(name, outcome(call.apply(used.storage()))));
          }
        };
    DeploymentOptions pool =
        new DeploymentOptions().setWorkerPoolName("of-the-caller").setWorkerPoolSize(2);
    String id = await(vertx.deployVerticle(caller, pool));
    await(allAsked.future());
    await(
        switch (what) {
          case SAIGON -> saigon.close();
          case VERTICLE_OF_SAIGON, VERTICLE_OF_CALLER -> vertx.undeploy(id);
          case VERTX -> vertx.close();
        });
    assertThat(outcomes).hasSameSizeAs(calls);
    outcomes.forEach(ClosedStorageIT::assertClosed);
    if (what == Close.VERTICLE_OF_CALLER) {
      await(saigon.close());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCloseEndsCallsThatWaitForAnAnswer(Close what) {
    assertCloseEnds(what, StorageCalls.remote(vertx, tempDir, file), 0);
  }

  @ParameterizedTest
  @EnumSource
  void aCloseEndsTransfersInTheMiddleOfAnObject(Close what) {
    UnzipOptions unzip = UnzipOptions.defaults().withDownload(download());
    assertCloseEnds(
        what,
        Map.of(
            "download", s -> s.download(StorageCalls.OBJECT, download()),
            "downloadTo", s -> s.downloadTo(StorageCalls.OBJECT, tempDir.resolve("to")),
            "unzip", s -> s.unzip(StorageCalls.OBJECT, unzip),
            "read", s -> s.read(StorageCalls.OBJECT).compose(StorageCalls::ended),
            "paused", s -> s.read(StorageCalls.OBJECT).compose(ClosedStorageIT::paused)),
        600_000);
  }

  private static Future<Void> paused(ObjectStream stream) {
    stream.pause();
    return StorageCalls.ended(stream);
  }

  @ParameterizedTest
  @EnumSource
  void aCloseEndsTheUploadOfAStreamThatSendsNothing(Close what) {
    Map<String, Function<ObjectStorage, Future<?>>> calls =
        Map.of(
            "head",
            s -> s.head(StorageCalls.OBJECT),
            "upload",
            s ->
                s.upload(
                    StorageCalls.OBJECT,
                    new QueuedStream<Buffer>(CallerContext.current(vertx)) {
                      @Override
                      protected void more() {}
                    }));
    // One of the two sends no request.
    s3.then(stalling(1, 0));
    assertCloseEnds(what, calls, 0);
  }

  @Test
  void afterACloseEveryCallFailsAtOnce() {
    saigon = Saigon.create(vertx, s3.options());
    ObjectStorage storage = saigon.storage();
    await(saigon.close());
    assertAllClosed(storage, StorageCalls.all(vertx, tempDir, file));
    assertThat(s3.requests()).isEmpty();
  }

  @Test
  void afterTheCloseOfVertxEveryCallFailsAtOnce() {
    saigon = Saigon.create(vertx, s3.options());
    ObjectStorage storage = saigon.storage();
    ObjectStorage own =
        S3ObjectStorage.create(
            vertx, await(storage.unwrap(software.amazon.awssdk.services.s3.S3AsyncClient.class)));
    await(vertx.close());
    assertAllClosed(storage, StorageCalls.all(servers, tempDir, file));
    assertAllClosed(own, StorageCalls.all(servers, tempDir, file));
  }

  private static void assertAllClosed(
      ObjectStorage storage, Map<String, Function<ObjectStorage, Future<?>>> calls) {
    calls.forEach(
        (name, call) -> {
          Future<?> outcome = call.apply(storage);
          if (!name.startsWith("list")) {
            assertThat(outcome.isComplete()).as(name).isTrue();
          }
          assertClosed(name, outcome(outcome));
        });
  }

  @Test
  void anArchiveThatIsOpenFailsAfterAClose() throws IOException {
    byte[] zip = Files.readAllBytes(file);
    s3.then(ScriptedS3.range(zip, "\"tag\""));
    saigon = Saigon.create(vertx, s3.options());
    RemoteArchive archive =
        await(
            saigon
                .storage()
                .openArchive(
                    StorageCalls.OBJECT, UnzipOptions.defaults().withDownload(download())));
    var stream = await(archive.open(archive.entries().get(0)));
    await(saigon.close());
    assertClosed("open", outcome(archive.open(archive.entries().get(0))));
    assertClosed("extract", outcome(archive.extract(entry -> true)));
    assertClosed("stream", outcome(StorageCalls.ended(stream)));
    assertThat(archive.entries()).hasSize(1);
  }

  @Test
  void aCloseAbortsAMultipartUpload() throws IOException {
    Path large = sources.resolve("large");
    try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
      sparse.setLength((64L << 20) + 1);
    }
    s3.then(
        ScriptedS3.xml(
            "<InitiateMultipartUploadResult><UploadId>U</UploadId></InitiateMultipartUploadResult>"));
    for (int i = 0; i < 5; i++) {
      s3.then(stalling(1, 0));
    }
    saigon = Saigon.create(vertx, s3.options());
    var upload = outcome(saigon.storage().upload(StorageCalls.OBJECT, large));
    await(allAsked.future());
    await(saigon.close());
    assertClosed("upload", upload);
    assertThat(s3.requests()).last().asString().startsWith("DELETE").contains("uploadId=U");
  }

  @Test
  void filesThatWereDownloadedBeforeACloseCanBeDeletedAfterIt() {
    s3.then(ScriptedS3.whole(new byte[] {1}, "\"tag\""));
    saigon = Saigon.create(vertx, s3.options());
    var downloaded = await(saigon.storage().download(StorageCalls.OBJECT, download()));
    await(saigon.close());
    assertThat(downloaded.path()).exists();
    await(vertx.close());
    await(downloaded.delete());
    assertThat(downloaded.path()).doesNotExist();
  }

  @Test
  void aFailedUploadDrainsItsStream() {
    saigon = Saigon.create(vertx, s3.options());
    ObjectStorage storage = saigon.storage();
    await(saigon.close());
    var stream = StorageCalls.stream(vertx, Buffer.buffer("content"));
    Promise<Void> paused = Promise.promise();
    stream.pause();
    stream.handler(chunk -> paused.fail("handled"));
    assertClosed("upload", outcome(storage.upload(StorageCalls.OBJECT, stream)));
    stream.handler(chunk -> paused.tryComplete());
    await(paused.future());
  }
}
