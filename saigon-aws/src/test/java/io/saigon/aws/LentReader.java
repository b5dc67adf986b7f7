package io.saigon.aws;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.SdkHttpMethod;

/** Reads a body that is lent; asks for nothing until it is told to. */
final class LentReader extends Collector {
  final CompletableFuture<Subscription> subscription = new CompletableFuture<>();
  final AtomicInteger received = new AtomicInteger();
  final AtomicInteger bytes;
  final CountDownLatch completed;
  private final LentBody lent;
  private final Consumer<ByteBuffer> then;

  LentReader(LentBody lent, Consumer<ByteBuffer> then) {
    this(lent, then, new AtomicInteger(), new CountDownLatch(1));
  }

  private LentReader(
      LentBody lent, Consumer<ByteBuffer> then, AtomicInteger bytes, CountDownLatch completed) {
    super(bytes, completed);
    this.lent = lent;
    this.then = then;
    this.bytes = bytes;
    this.completed = completed;
  }

  Call call(VertxAsyncHttpClient client, String url) {
    return new Call()
        .lending(lent)
        .consumedBy(stream -> stream.subscribe(this))
        .start(client, Call.request(SdkHttpMethod.GET, url).build(), Call.content(new byte[0]));
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription.complete(given);
  }

  @Override
  public void onNext(ByteBuffer chunk) {
    super.onNext(chunk);
    then.accept(chunk);
    received.incrementAndGet();
  }
}
