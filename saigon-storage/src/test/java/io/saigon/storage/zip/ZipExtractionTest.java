package io.saigon.storage.zip;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.context.CallerContext;
import io.saigon.api.storage.LocalFileException;
import io.saigon.api.storage.TransferProgress;
import io.saigon.api.storage.Unzipped;
import io.saigon.storage.io.Cancellation;
import io.saigon.storage.io.Progress;
import io.saigon.storage.testing.ZipBuilder;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
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

  @Test
  void theLastProgressIsThatOfAllBytes() {
    byte[] zip = zip().file("x", "x".repeat(1000)).directory("d/").build();
    MemoryArchive archive = new MemoryArchive(zip.length);
    archive.add(0, ByteBuffer.wrap(zip));
    Queue<TransferProgress> reports = new ConcurrentLinkedQueue<>();
    var context = CallerContext.current(harness.vertx);
    var unzip =
        ZipExtraction.prepare(
            harness.vertx,
            ZipDirectory.read(archive, 1000),
            zip.length,
            0,
            harness.defaults(),
            new Progress(context, reports::add));
    Unzipped unzipped = await(unzip.run(context, archive, new Cancellation()));
    until(() -> reports.contains(new TransferProgress(1008, 1008)));
    assertThat(reports).last().isEqualTo(new TransferProgress(1008, 1008));
    await(unzipped.delete());
  }

  @Test
  void moreThanTheDiskHoldsTogetherWithWhatIsFetchedIsRefusedAndNothingIsLeft() {
    byte[] zip = zip().build();
    MemoryArchive archive = new MemoryArchive(zip.length);
    archive.add(0, ByteBuffer.wrap(zip));
    var entries = ZipDirectory.read(archive, 1000);
    var progress = new Progress(CallerContext.current(harness.vertx), ignored -> {});
    for (long toFetch : new long[] {1L << 61, Long.MAX_VALUE}) {
      assertThatThrownBy(
              () ->
                  ZipExtraction.prepare(
                      harness.vertx, entries, zip.length, toFetch, harness.defaults(), progress))
          .isInstanceOfSatisfying(
              LocalFileException.class,
              e -> assertThat(e.reason()).isEqualTo(LocalFileException.Reason.NO_SPACE));
      harness.assertNothingLeft();
    }
  }
}
