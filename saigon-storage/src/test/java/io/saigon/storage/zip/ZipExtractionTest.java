package io.saigon.storage.zip;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.context.CallerContext;
import io.saigon.storage.io.Cancellation;
import io.saigon.storage.io.Progress;
import io.saigon.storage.testing.ZipBuilder;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ZipExtractionTest extends UnzipFixture {
  @Test
  void anExtractionIsCancelledBetweenItsFilesAndRunsOnWorkers() {
    ZipBuilder builder = new ZipBuilder();
    for (int i = 0; i < 100; i++) {
      builder.file("f" + i, "content");
    }
    byte[] zip = builder.build();
    Cancellation cancellation = new Cancellation();
    AtomicBoolean onEventLoop = new AtomicBoolean();
    ArchiveBytes archive =
        new ArchiveBytes() {
          @Override
          public long size() {
            return zip.length;
          }

          @Override
          public void read(long position, ByteBuffer into) {
            onEventLoop.compareAndSet(false, Context.isOnEventLoopThread());
            into.put(zip, (int) position, into.remaining());
            if (position > zip.length / 4 && position < zip.length / 2) {
              cancellation.cancel(new CancellationException("The caller cancelled the transfer"));
            }
          }
        };
    var context = CallerContext.current(harness.vertx);
    var unzip =
        ZipExtraction.prepare(
            harness.vertx,
            ZipDirectory.read(archive, 1000),
            zip.length,
            0,
            harness.defaults(),
            new Progress(context, progress -> {}));
    Future<Throwable> cause =
        unzip
            .run(context, archive, cancellation)
            .transform(done -> Future.succeededFuture(done.cause()));
    assertThat(await(cause))
        .isInstanceOf(CancellationException.class)
        .hasMessage("The caller cancelled the transfer");
    assertThat(onEventLoop).isFalse();
    harness.assertNothingLeft();
  }
}
