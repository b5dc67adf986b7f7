package io.saigon.storage;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.error.SaigonException;
import io.saigon.api.storage.ObjectInfo;
import io.saigon.api.storage.ObjectStorage;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.aws.VertxAsyncHttpClient;
import io.saigon.aws.VertxAws;
import io.saigon.storage.testing.Storages;
import io.saigon.storage.testing.ZipBuilder;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalAwsOptions;
import io.saigon.testkit.fault.FaultyWire;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** Every call, over connections that break or stall after a number of bytes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WireFaultContract {
  private static final byte[] CONTENT = new byte[400_000];
  private final LocalAwsOptions options;
  private final Vertx vertx = Vertx.vertx();
  private LocalAws aws;
  private Storages storages;
  private FaultyWire wire;
  private VertxAws throughWire;
  private ObjectStorage storage;
  private Path file;

  WireFaultContract(LocalAwsOptions options) {
    this.options = options;
  }

  @BeforeAll
  void start(@TempDir Path sources) throws IOException {
    aws = await(LocalAws.start(vertx, options));
    storages = new Storages(aws);
    new Random(2).nextBytes(CONTENT);
    file = Files.write(sources.resolve("content"), CONTENT);
    URI s3 = aws.s3Endpoint();
    wire = await(FaultyWire.start(storages.vertx, s3.getHost(), s3.getPort()));
    throughWire =
        VertxAws.create(
            storages.vertx,
            aws.saigonOptions()
                .withEndpoint("s3", URI.create(s3.getScheme() + "://127.0.0.1:" + wire.port())),
            VertxAsyncHttpClient.builder(storages.vertx)
                .trust(aws.saigonOptions().effectiveTrust())
                .option(SdkHttpConfigurationOption.READ_TIMEOUT, Duration.ofMillis(250))
                .option(SdkHttpConfigurationOption.TLS_NEGOTIATION_TIMEOUT, Duration.ofSeconds(1))
                .build());
    S3AsyncClient client =
        await(
            throughWire.client(
                "s3",
                () ->
                    S3AsyncClient.builder()
                        .forcePathStyle(true)
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)));
    storage = S3ObjectStorage.create(storages.vertx, client);
    byte[] zip =
        new ZipBuilder()
            .file("a", "first")
            .file("large", CONTENT, e -> e.method = ZipBuilder.STORED)
            .file("z", "last")
            .build();
    await(storages.storage().upload(object("content"), Buffer.buffer(CONTENT)));
    await(storages.storage().upload(object("archive.zip"), Buffer.buffer(zip)));
  }

  @AfterAll
  void stop() throws IOException {
    await(throughWire.close());
    await(wire.stop());
    storages.close();
    await(aws.stop());
    await(vertx.close());
  }

  @AfterEach
  void heal() {
    wire.heal();
  }

  private S3ObjectDescriptor object(String key) {
    return S3ObjectDescriptor.of(storages.bucket, key);
  }

  /** Calls that succeed, with a deletion of the files that they made. */
  private Map<String, Supplier<Future<?>>> calls() {
    Map<String, Supplier<Future<?>>> calls = new LinkedHashMap<>();
    calls.put(
        "download",
        () ->
            storage
                .download(object("content"), storages.download())
                .compose(
                    got -> {
                      assertThat(got.path()).hasBinaryContent(CONTENT);
                      return got.delete();
                    }));
    calls.put(
        "downloadTo",
        () -> {
          Path target = storages.tempDir.resolve("to");
          return storage
              .downloadTo(object("content"), target)
              .compose(
                  info -> {
                    assertThat(target).hasBinaryContent(CONTENT);
                    return storages.vertx.fileSystem().delete(target.toString());
                  });
        });
    calls.put(
        "read", () -> storage.read(object("content")).compose(WireFaultContract::assertContent));
    calls.put(
        "unzip",
        () ->
            storage
                .unzip(object("archive.zip"), storages.unzip())
                .compose(
                    files -> {
                      assertThat(files.directory().resolve("large")).hasBinaryContent(CONTENT);
                      return files.delete();
                    }));
    calls.put(
        "extract",
        () ->
            storage
                .openArchive(object("archive.zip"), storages.unzip())
                .compose(archive -> archive.extract(entry -> entry.name().equals("large")))
                .compose(
                    files -> {
                      assertThat(files.directory().resolve("large")).hasBinaryContent(CONTENT);
                      return files.delete();
                    }));
    calls.put(
        "open",
        () ->
            storage
                .openArchive(object("archive.zip"), storages.unzip())
                .compose(archive -> archive.open(archive.entries().get(1)))
                .compose(WireFaultContract::assertContent));
    calls.put("head", () -> storage.head(object("content")));
    calls.put("list", () -> all(storage.list(storages.bucket, "content")));
    calls.put("copy", () -> storage.copy(object("content"), object("copied")));
    calls.put("delete", () -> storage.delete(object("none")));
    calls.put("deleteAll", () -> storage.deleteAll(List.of(object("none"))));
    calls.put("upload", () -> storage.upload(object("uploaded"), Buffer.buffer(CONTENT)));
    calls.put("uploadFile", () -> storage.upload(object("uploaded-file"), file));
    calls.put(
        "uploadStream",
        () ->
            storages
                .vertx
                .fileSystem()
                .open(file.toString(), new OpenOptions().setRead(true).setWrite(false))
                .compose(stream -> storage.upload(object("uploaded-stream"), stream)));
    return calls;
  }

  private static Future<Void> assertContent(ReadStream<Buffer> stream) {
    Promise<Void> done = Promise.promise();
    Buffer read = Buffer.buffer();
    stream
        .exceptionHandler(done::tryFail)
        .endHandler(
            end -> {
              assertThat(read.getBytes()).isEqualTo(CONTENT);
              done.tryComplete();
            })
        .handler(read::appendBuffer);
    return done.future();
  }

  private static Future<Void> all(ReadStream<ObjectInfo> list) {
    Promise<Void> done = Promise.promise();
    list.exceptionHandler(done::tryFail).endHandler(end -> done.tryComplete()).handler(i -> {});
    return done.future();
  }

  private static Throwable failure(Future<?> call) {
    Promise<Optional<Throwable>> failure = Promise.promise();
    call.onComplete(done -> failure.complete(Optional.ofNullable(done.cause())));
    return await(failure.future()).orElse(null);
  }

  private void assertSuccessOrTypedError(LongConsumer fault, long bytes) {
    fault.accept(bytes);
    Map<String, Future<?>> started = new LinkedHashMap<>();
    calls().forEach((name, call) -> started.put(name, call.get()));
    started.forEach(
        (name, call) ->
            assertThat(failure(call))
                .as("%s after %d bytes", name, bytes)
                .matches(e -> e == null || e instanceof SaigonException, "typed, if any"));
    assertThat(storages.left()).as("left after %d bytes", bytes).isEmpty();
    wire.heal();
    // A busy machine may need longer for an answer than this client waits.
    calls().values().forEach(call -> until(() -> failure(call.get()) == null));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 20, 350, 600, 5_000, 100_000, 399_000, 400_300})
  void aResetAnywhereEndsInSuccessOrATypedErrorAndLeavesNoFile(long bytes) {
    assertSuccessOrTypedError(wire::resetAfter, bytes);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 350, 100_000, 400_300})
  void aCloseAnywhereEndsInSuccessOrATypedErrorAndLeavesNoFile(long bytes) {
    assertSuccessOrTypedError(wire::closeAfter, bytes);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 350, 100_000, 400_300})
  void aStallAnywhereEndsInSuccessOrATypedErrorAndLeavesNoFile(long bytes) {
    assertSuccessOrTypedError(wire::stallAfter, bytes);
  }

  @Test
  void aDownloadThatBreaksHalfWayIsCompleted() {
    for (LongConsumer fault : List.<LongConsumer>of(wire::resetAfter, wire::stallAfter)) {
      fault.accept(150_000);
      for (String call : List.of("download", "read", "unzip")) {
        await(calls().get(call).get());
      }
    }
  }
}
