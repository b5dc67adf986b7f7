package io.saigon.storage.download;

import static io.saigon.testkit.Await.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.storage.ObjectException;
import io.saigon.api.storage.ObjectStream;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.storage.StorageFixture;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class ObjectStreamIT extends StorageFixture {
  @Test
  void anObjectIsReadAsAStreamWithBackPressure() {
    byte[] content = random(2_000_000);
    S3ObjectDescriptor object = uploaded("stream", content);
    Promise<Buffer> whole = Promise.promise();
    storages.vertx.runOnContext(
        go ->
            storages
                .storage()
                .read(object)
                .onFailure(whole::fail)
                .onSuccess(
                    stream -> {
                      Buffer read = Buffer.buffer();
                      stream
                          .exceptionHandler(whole::fail)
                          .endHandler(end -> whole.complete(read))
                          .handler(
                              chunk -> {
                                read.appendBuffer(chunk);
                                stream.pause();
                                storages.vertx.setTimer(1, t -> stream.fetch(1));
                              });
                    }));
    assertThat(await(whole.future()).getBytes()).isEqualTo(content);
  }

  @Test
  void aRangeIsRead() {
    S3ObjectDescriptor object = uploaded("range", "0123456789".getBytes(UTF_8));
    assertThat(read(object, 2, 3)).isEqualTo("234");
    assertThat(read(object, 8, 100)).isEqualTo("89");
    assertThat(read(object, 0, Long.MAX_VALUE)).isEqualTo("0123456789");
    ObjectStream part = await(storages.storage().read(object, 1, 1));
    assertThat(part.info().size()).isEqualTo(10);
    await(part.cancel());
    await(part.cancel());
    assertThatThrownBy(() -> read(object, 10, 1))
        .isInstanceOfSatisfying(
            ObjectException.class,
            e -> assertThat(e.reason()).isEqualTo(ObjectException.Reason.RANGE));
    assertThatIllegalArgumentException().isThrownBy(() -> storages.storage().read(object, -1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> storages.storage().read(object, 0, 0));
  }

  private String read(S3ObjectDescriptor object, long offset, long length) {
    return await(
        storages
            .storage()
            .read(object, offset, length)
            .compose(
                stream -> {
                  Promise<String> whole = Promise.promise();
                  Buffer read = Buffer.buffer();
                  stream.endHandler(end -> whole.complete(read.toString()));
                  stream.exceptionHandler(whole::fail).handler(read::appendBuffer);
                  return whole.future();
                }));
  }
}
