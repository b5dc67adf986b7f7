package io.saigon.benchmarks.transfer;

import io.saigon.api.Saigon;
import io.saigon.api.storage.ObjectStream;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.benchmarks.server.Clients;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.file.OpenOptions;
import java.net.URI;
import java.nio.file.Path;

final class SaigonTransfers implements TransferClient {
  private static final S3ObjectDescriptor OBJECT = S3ObjectDescriptor.of("bucket", "object");

  private final Vertx vertx = Vertx.vertx();
  private final Saigon saigon;

  SaigonTransfers(URI endpoint) {
    saigon = Saigon.create(vertx, Clients.saigon(endpoint));
  }

  @Override
  public void download(Path file) {
    saigon.storage().downloadTo(OBJECT, file).await();
  }

  @Override
  public void upload(Path file) {
    saigon.storage().upload(OBJECT, file).await();
  }

  @Override
  public void uploadStream(Path file) {
    vertx
        .fileSystem()
        .open(file.toString(), new OpenOptions().setRead(true).setWrite(false))
        .compose(content -> saigon.storage().upload(OBJECT, content.setReadBufferSize(64 << 10)))
        .await();
  }

  @Override
  public void read(long from, long length) {
    saigon.storage().read(OBJECT, from, length).compose(SaigonTransfers::discard).await();
  }

  private static Future<Void> discard(ObjectStream content) {
    Promise<Void> end = Promise.promise();
    content
        .exceptionHandler(end::tryFail)
        .endHandler(done -> end.tryComplete())
        .handler(bytes -> {});
    return end.future();
  }
}
