package io.saigon.storage.download;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.observability.Measurement;
import io.saigon.api.observability.Observability;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.storage.StorageFixture;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Measurements of objects that are read. */
class ReadMetricsIT extends StorageFixture {
  private final Queue<Measurement.ObjectTransfer> transfers = new ConcurrentLinkedQueue<>();

  @BeforeAll
  void listen() {
    Observability.of(storages.vertx)
        .add(
            measurement -> {
              if (measurement instanceof Measurement.ObjectTransfer transfer) {
                transfers.add(transfer);
              }
            });
  }

  @BeforeEach
  void forget() {
    transfers.clear();
  }

  @Test
  void aStreamThatWasReadIsADownload() {
    S3ObjectDescriptor object = uploaded("whole", random(300_000));
    await(read(object));
    assertThat(downloads()).containsExactly("success 300000");
  }

  @Test
  void aStreamThatIsCancelledIsADownloadOfWhatCame() {
    S3ObjectDescriptor object = uploaded("cancelled", random(10));
    await(storages.storage().read(object).compose(stream -> stream.cancel()));
    assertThat(downloads()).singleElement().asString().startsWith("success ");
  }

  @Test
  void aStreamThatCannotBeOpenedIsADownloadThatFailed() {
    await(storages.storage().read(object("missing")).otherwiseEmpty());
    assertThat(downloads()).containsExactly("not_found 0");
  }

  @Test
  void aTextIsOneDownload() {
    S3ObjectDescriptor object = uploaded("text", new byte[7]);
    await(storages.storage().readString(object, 100));
    assertThat(downloads()).containsExactly("success 7");
  }

  private Future<Void> read(S3ObjectDescriptor object) {
    Promise<Void> end = Promise.promise();
    storages
        .storage()
        .read(object)
        .onFailure(end::fail)
        .onSuccess(
            stream ->
                stream.exceptionHandler(end::fail).endHandler(end::complete).handler(bytes -> {}));
    return end.future();
  }

  private List<String> downloads() {
    return transfers.stream()
        .filter(transfer -> transfer.direction().equals("download"))
        .map(transfer -> transfer.result() + " " + transfer.bytes())
        .toList();
  }
}
