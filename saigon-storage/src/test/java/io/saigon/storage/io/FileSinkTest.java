package io.saigon.storage.io;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.context.CallerContext;
import io.saigon.testkit.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;

class FileSinkTest {
  private static final int ROUNDS = 30_000;

  private final Vertx vertx = Vertx.vertx();
  private final CallerContext context = CallerContext.current(vertx);

  @AfterEach
  void stop() {
    Await.await(vertx.close());
  }

  /** Publishes chunks of a size as long as there is demand, on one thread. */
  private final class Publisher implements Subscription {
    private final int chunk;
    private final AtomicLong demand = new AtomicLong();
    private long sent;

    Publisher(int chunk) {
      this.chunk = chunk;
    }

    @Override
    public void request(long n) {
      demand.addAndGet(n);
    }

    @Override
    public void cancel() {}

    void sendOnDemand(FileSink to) {
      while (demand.get() > 0) {
        demand.decrementAndGet();
        sent += chunk;
        to.onNext(ByteBuffer.allocate(chunk));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 8 << 10, 16 << 10, 64 << 10, 1 << 20})
  void unwrittenBytesLimitTheDemand(int chunk) throws Exception {
    CountDownLatch full = new CountDownLatch(1);
    AtomicLong written = new AtomicLong();
    FileSink sink =
        new FileSink(
            context,
            content -> {
              awaitQuietly(full);
              written.addAndGet(content.remaining());
              return true;
            },
            new Cancellation());
    Publisher publisher = new Publisher(chunk);
    sink.onSubscribe(publisher);
    publisher.sendOnDemand(sink);
    assertThat(publisher.sent).isBetween(FileSink.WINDOW / 2L, (long) FileSink.WINDOW);

    full.countDown();
    long before = publisher.sent;
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (publisher.sent < before + FileSink.WINDOW) {
      assertThat(System.nanoTime()).as("waited for demand").isLessThan(deadline);
      publisher.sendOnDemand(sink);
      Thread.onSpinWait();
    }
    sink.onComplete();
    Await.await(sink.done());
    assertThat(written).hasValue(publisher.sent);
  }

  @Test
  void smallChunksAreGatheredInLargeWrites() {
    List<Integer> writes = new CopyOnWriteArrayList<>();
    FileSink sink =
        new FileSink(
            context,
            content -> {
              writes.add(content.remaining());
              return true;
            },
            new Cancellation());
    sink.onSubscribe(new NoDemand());
    for (int bytes = 0; bytes < 4 * BufferPool.BLOCK; bytes += 1000) {
      sink.onNext(ByteBuffer.allocate(1000));
    }
    sink.onComplete();
    Await.await(sink.done());
    assertThat(writes).hasSize(5).startsWith(nCopies(4, BufferPool.BLOCK).toArray(Integer[]::new));
  }

  @Test
  void aPublishersFailureIsReportedAfterAllChunksBeforeItAreWritten() {
    AtomicLong written = new AtomicLong();
    FileSink sink = new FileSink(context, content -> count(written, content), new Cancellation());
    sink.onSubscribe(new NoDemand());
    sink.onNext(ByteBuffer.allocate(1000));
    IllegalStateException broken = new IllegalStateException("broken");
    sink.onError(broken);
    assertThat(failure(sink)).isSameAs(broken);
    assertThat(written).hasValue(1000);
  }

  @Test
  void aWriterThatFailsOrIsSatisfiedCancelsThePublisher() {
    IllegalStateException full = new IllegalStateException("the disk is full");
    FileSink failing =
        new FileSink(
            context,
            content -> {
              throw full;
            },
            new Cancellation());
    NoDemand first = new NoDemand();
    failing.onSubscribe(first);
    failing.onNext(ByteBuffer.allocate(BufferPool.BLOCK));
    assertThat(failure(failing)).isSameAs(full);
    assertThat(first.count).hasValue(1);

    FileSink sated = new FileSink(context, content -> false, new Cancellation());
    NoDemand second = new NoDemand();
    sated.onSubscribe(second);
    sated.onNext(ByteBuffer.allocate(3 * BufferPool.BLOCK));
    Await.await(sated.done());
    assertThat(second.count).hasValue(1);
  }

  @Test
  void aCancellationCompletesOnlyWhenTheWorkerHasStoppedWriting() {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Cancellation cancellation = new Cancellation();
    FileSink sink =
        new FileSink(
            context,
            content -> {
              writing.countDown();
              awaitQuietly(release);
              return true;
            },
            cancellation);
    sink.onSubscribe(new NoDemand());
    sink.onNext(ByteBuffer.allocate(BufferPool.BLOCK));
    awaitQuietly(writing);
    CancellationException cause = new CancellationException("enough");
    cancellation.cancel(cause);
    assertThat(sink.done().isComplete()).isFalse();
    release.countDown();
    assertThat(failure(sink)).isSameAs(cause);
  }

  @Test
  void aSubscriptionAfterTheCancellationIsCancelled() {
    Cancellation cancellation = new Cancellation();
    FileSink sink = new FileSink(context, content -> true, cancellation);
    cancellation.cancel(new CancellationException("enough"));
    NoDemand subscription = new NoDemand();
    sink.onSubscribe(subscription);
    assertThat(subscription.count).hasValue(1);
  }

  private static final class NoDemand implements Subscription {
    final AtomicLong count = new AtomicLong();

    @Override
    public void request(long n) {}

    @Override
    public void cancel() {
      count.incrementAndGet();
    }
  }

  private static boolean count(AtomicLong written, ByteBuffer content) {
    written.addAndGet(content.remaining());
    return true;
  }

  private static Throwable failure(FileSink sink) {
    return Await.await(sink.done().transform(done -> Future.succeededFuture(done.cause())));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The cancellation meets a chunk that fills no buffer yet, so that there is nothing to write. */
  @Test
  void aCancellationWhileAChunkArrivesEndsItOnce() throws Exception {
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
      Cancellation cancellation = new Cancellation();
      FileSink next = new FileSink(context, content -> true, cancellation);
      next.onSubscribe(new NoDemand());
      sink.set(next);
      barrier.await(60, TimeUnit.SECONDS);
      for (int spins = i % 64; spins > 0; spins--) {
        Thread.onSpinWait();
      }
      cancellation.cancel(cause);
      barrier.await(60, TimeUnit.SECONDS);
      assertThat(next.done().cause()).isSameAs(cause);
    }
    publisher.join(60_000);
    assertThat(thrown).hasNullValue();
  }
}
