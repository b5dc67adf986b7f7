package io.saigon.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.aws.LentBody;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;

class FileSinkTest {
  private static final int ROUNDS = 30_000;

  private final Vertx vertx = Vertx.vertx();
  private final ContextInternal context = ((VertxInternal) vertx).getOrCreateContext();

  @AfterEach
  void stop() {
    UnzipHarness.await(vertx.close());
  }

  private static final class NoDemand implements Subscription {
    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
  }

  /** The abort meets a chunk that fills no buffer yet, so that there is nothing to write. */
  @Test
  void anAbortWhileAChunkArrivesEndsItOnce() throws Exception {
    AtomicReference<FileSink> sink = new AtomicReference<>();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    CyclicBarrier barrier = new CyclicBarrier(2);
    ByteBuffer chunk = ByteBuffer.allocate(8);
    Thread publisher =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < ROUNDS; i++) {
                  barrier.await(60, TimeUnit.SECONDS);
                  sink.get().onNext(chunk.duplicate());
                  barrier.await(60, TimeUnit.SECONDS);
                }
              } catch (Exception e) {
                thrown.compareAndSet(null, e);
                barrier.reset();
              }
            });
    publisher.start();
    CancellationException cause = new CancellationException("enough");
    for (int i = 0; i < ROUNDS && publisher.isAlive(); i++) {
      Abort abort = new Abort();
      FileSink next = new FileSink(context, content -> true, abort, new LentBody());
      next.onSubscribe(new NoDemand());
      sink.set(next);
      barrier.await(60, TimeUnit.SECONDS);
      for (int spins = i % 64; spins > 0; spins--) {
        Thread.onSpinWait();
      }
      abort.now(cause);
      barrier.await(60, TimeUnit.SECONDS);
      assertThat(next.done().cause()).isSameAs(cause);
    }
    publisher.join(60_000);
    assertThat(thrown).hasNullValue();
  }
}
