package io.saigon.aws;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Counts the bytes of a body. */
class Collector implements Subscriber<ByteBuffer> {
  private final AtomicInteger received;
  private final CountDownLatch completed;

  Collector(AtomicInteger received, CountDownLatch completed) {
    this.received = received;
    this.completed = completed;
  }

  @Override
  public void onSubscribe(Subscription given) {
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(ByteBuffer chunk) {
    received.addAndGet(chunk.remaining());
  }

  @Override
  public void onError(Throwable failure) {}

  @Override
  public void onComplete() {
    completed.countDown();
  }
}
