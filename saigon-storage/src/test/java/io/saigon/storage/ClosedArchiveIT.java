package io.saigon.storage;

import static io.saigon.storage.UnzipHarness.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.ClosedException;
import io.saigon.api.storage.ObjectStorage;
import io.saigon.api.storage.RemoteArchive;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.UnzipOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3ServiceClientConfiguration;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** A client that says that it is closed, before an answer or in the midst of one. */
class ClosedArchiveIT {
  private static final S3ObjectDescriptor SOURCE = S3ObjectDescriptor.of("bucket", "a.zip");

  private final Vertx vertx = Vertx.vertx();
  private final Client client = new Client();
  private final ObjectStorage storage = S3ObjectStorage.create(vertx, client);
  @TempDir private Path place;

  @AfterEach
  void nothingIsLeft() throws IOException {
    await(vertx.close());
    try (Stream<Path> left = Files.list(place)) {
      assertThat(left).as("left behind").isEmpty();
    }
  }

  private UnzipOptions options() {
    UnzipOptions defaults = UnzipOptions.defaults();
    return defaults.withDownload(defaults.download().withDirectory(place));
  }

  private static void assertClosed(Supplier<Future<?>> call) {
    assertThatThrownBy(() -> await(call.get()))
        .isInstanceOf(ClosedException.class)
        .hasMessage("This Saigon is closed; create another");
  }

  @Test
  void whatIsClosedBeforeAnAnswerComesSaysSo() {
    assertClosed(() -> storage.unzip(SOURCE, options()));
    assertClosed(() -> storage.openArchive(SOURCE, options()));
  }

  @Test
  void whatIsClosedWhileAnArchiveArrivesSaysSo() {
    client.archive = new ZipBuilder().file("a", "a").build();
    client.sends = 10;
    assertClosed(() -> storage.unzip(SOURCE, options()));
    assertClosed(() -> storage.openArchive(SOURCE, options()));
  }

  @Test
  void anOpenArchiveSaysThatItsStorageIsClosed() {
    client.archive = new ZipBuilder().file("a", "a").build();
    client.sends = client.archive.length;
    RemoteArchive archive = await(storage.openArchive(SOURCE, options()));
    client.archive = new byte[0];
    assertClosed(() -> archive.extract(entry -> true));
    assertClosed(
        () ->
            archive
                .open(archive.entries().get(0))
                .compose(
                    stream -> {
                      Promise<Void> end = Promise.promise();
                      stream
                          .exceptionHandler(end::fail)
                          .endHandler(end::complete)
                          .handler(content -> {});
                      return end.future();
                    }));
  }

  private static ClosedException closed() {
    return new ClosedException("This Saigon is closed; create another");
  }

  private static final class Client implements S3AsyncClient {
    private volatile byte[] archive = {};
    private volatile int sends;

    @Override
    public <T> CompletableFuture<T> getObject(
        GetObjectRequest request, AsyncResponseTransformer<GetObjectResponse, T> transformer) {
      byte[] content = archive;
      if (content.length == 0) {
        return CompletableFuture.failedFuture(closed());
      }
      CompletableFuture<T> answer = transformer.prepare();
      transformer.onResponse(
          GetObjectResponse.builder()
              .contentLength((long) content.length)
              .contentRange("bytes 0-%d/%d".formatted(content.length - 1, content.length))
              .eTag("\"tag\"")
              .build());
      transformer.onStream(
          SdkPublisher.adapt(
              subscriber -> subscriber.onSubscribe(new Content(subscriber, content, sends))));
      return answer;
    }

    @Override
    public S3ServiceClientConfiguration serviceClientConfiguration() {
      return S3ServiceClientConfiguration.builder().build();
    }

    @Override
    public String serviceName() {
      return "s3";
    }

    @Override
    public void close() {}
  }

  private record Content(Subscriber<? super ByteBuffer> subscriber, byte[] content, int sends)
      implements Subscription {
    @Override
    public void request(long amount) {
      subscriber.onNext(ByteBuffer.wrap(content, 0, sends));
      if (sends < content.length) {
        subscriber.onError(closed());
      } else {
        subscriber.onComplete();
      }
    }

    @Override
    public void cancel() {}
  }
}
