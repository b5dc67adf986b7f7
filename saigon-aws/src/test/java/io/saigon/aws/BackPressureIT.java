package io.saigon.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.SdkCancellationException;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

class BackPressureIT extends EngineIT {
  @Test
  void aSlowSubscriberSlowsTheServer() throws Exception {
    Slow slow = new Slow();
    Call call = slow.call(client, url + "/large");
    Subscription subscription = slow.subscription.get(10, TimeUnit.SECONDS);
    assertThat(slow.received).hasValue(0);
    subscription.request(1);
    await(() -> slow.received.get() > 0);
    assertThat(slow.received.get()).isLessThanOrEqualTo(65536);
    assertThat(sent.get()).isLessThan(LARGE / 2);
    subscription.request(Long.MAX_VALUE);
    slow.completed.await();
    assertThat(slow.received).hasValue(LARGE);
    call.result.get(10, TimeUnit.SECONDS);
  }

  @Test
  void aSubscriberThatRequestsOneChunkAtATimeGetsAll() throws Exception {
    AtomicInteger received = new AtomicInteger();
    CountDownLatch completed = new CountDownLatch(1);
    new Call()
        .consumedBy(
            stream ->
                stream.subscribe(
                    new Collector(received, completed) {
                      private Subscription subscription;

                      @Override
                      public void onSubscribe(Subscription given) {
                        subscription = given;
                        given.request(1);
                      }

                      @Override
                      public void onNext(ByteBuffer chunk) {
                        super.onNext(chunk);
                        subscription.request(1);
                      }
                    }))
        .start(
            client,
            Call.request(SdkHttpMethod.GET, url + "/large").build(),
            Call.content(new byte[0]));
    completed.await();
    assertThat(received).hasValue(LARGE);
  }

  @Test
  void aSlowServerSlowsTheUpload() throws Exception {
    VertxAsyncHttpClient shortTimeout =
        engine().option(SdkHttpConfigurationOption.WRITE_TIMEOUT, Duration.ofMillis(300)).build();
    try (FaultyServer frozen = new FaultyServer(FaultyServer.Peer::freeze)) {
      AtomicInteger published = new AtomicInteger();
      Call call =
          new Call()
              .start(
                  shortTimeout,
                  Call.request(SdkHttpMethod.PUT, frozen.url()).build(),
                  new Endless(vertx.getOrCreateContext(), published));
      assertThat(call.failure()).hasMessageStartingWith("Write timed out");
      assertThat(published.get()).isBetween(5, 1024);
    }
  }

  /** Publishes a terabyte in chunks of 64 KiB, on demand. */
  private record Endless(Context context, AtomicInteger published)
      implements SdkHttpContentPublisher {
    @Override
    public Optional<Long> contentLength() {
      return Optional.of(1L << 40);
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
      subscriber.onSubscribe(
          new Subscription() {
            @Override
            public void request(long n) {
              for (long i = 0; i < n; i++) {
                published.incrementAndGet();
                context.runOnContext(go -> subscriber.onNext(ByteBuffer.allocate(65536)));
              }
            }

            @Override
            public void cancel() {}
          });
    }
  }

  @Test
  void aCancelledSubscriptionReleasesTheBufferedResponse() throws Exception {
    heldBack(subscription -> subscription.cancel(), SdkCancellationException.class);
  }

  @Test
  void aSubscriberThatBreaksTheRulesReleasesTheBufferedResponse() throws Exception {
    heldBack(subscription -> subscription.request(-1), IllegalArgumentException.class);
  }

  private void heldBack(Consumer<Subscription> end, Class<?> failure) throws Exception {
    String answer =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + "1\r\nx\r\n".repeat(100);
    try (FaultyServer server =
        new FaultyServer(
            peer -> {
              peer.request();
              peer.send(answer).stall();
            })) {
      Slow slow = new Slow();
      Call call = slow.call(client, server.url());
      slow.subscription.get(10, TimeUnit.SECONDS).request(1);
      await(() -> slow.received.get() == 1);
      end.accept(slow.subscription.join());
      assertThat(call.failure()).isInstanceOf(failure);
      await(() -> server.open.get() == 0);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bufferedBytesOutliveTheirConnection(boolean sameLoop) throws Exception {
    int chunks = 36;
    String head = "HTTP/1.1 200 OK\r\nContent-Length: " + chunks + "\r\n\r\n";
    CountDownLatch sent = new CountDownLatch(1);
    try (FaultyServer server =
        new FaultyServer(
            peer -> {
              peer.request();
              peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
              peer.request();
              peer.send(head).trickle("x".repeat(chunks));
              peer.socket().shutdownOutput();
              sent.countDown();
              peer.stall();
            })) {
      VertxAsyncHttpClient narrow =
          engine().option(SdkHttpConfigurationOption.MAX_CONNECTIONS, 1).build();
      ContextInternal first = ((VertxInternal) vertx).createEventLoopContext();
      ContextInternal other = ((VertxInternal) vertx).createEventLoopContext();
      assertThat(first.nettyEventLoop()).isNotSameAs(other.nettyEventLoop());
      CompletableFuture<Call> opening = new CompletableFuture<>();
      first.runOnContext(go -> opening.complete(Call.get(narrow, server.url())));
      opening.get(10, TimeUnit.SECONDS).text();

      Slow slow = new Slow();
      CompletableFuture<Call> made = new CompletableFuture<>();
      (sameLoop ? first : other).runOnContext(go -> made.complete(slow.call(narrow, server.url())));
      sent.await();
      // The client closes its side once it has seen that the server has.
      await(() -> server.open.get() == 0);
      slow.subscription.get(10, TimeUnit.SECONDS).request(Long.MAX_VALUE);
      made.join().result.get(10, TimeUnit.SECONDS);
      assertThat(slow.received).hasValue(chunks);
      assertThat(slow.completed.getCount()).isZero();
    }
  }

  /** Requests nothing until a test makes it. */
  private static final class Slow {
    final CompletableFuture<Subscription> subscription = new CompletableFuture<>();
    final AtomicInteger received = new AtomicInteger();
    final CountDownLatch completed = new CountDownLatch(1);

    Call call(VertxAsyncHttpClient client, String url) {
      return new Call()
          .consumedBy(
              stream ->
                  stream.subscribe(
                      new Collector(received, completed) {
                        @Override
                        public void onSubscribe(Subscription given) {
                          subscription.complete(given);
                        }
                      }))
          .start(client, Call.request(SdkHttpMethod.GET, url).build(), Call.content(new byte[0]));
    }
  }

  @Test
  void cancellingTheSubscriptionClosesTheConnection() throws Exception {
    Call call =
        new Call()
            .consumedBy(
                stream ->
                    stream.subscribe(
                        new Collector(new AtomicInteger(), new CountDownLatch(1)) {
                          @Override
                          public void onSubscribe(Subscription given) {
                            given.cancel();
                          }
                        }))
            .start(
                client,
                Call.request(SdkHttpMethod.GET, url + "/large").build(),
                Call.content(new byte[0]));
    assertThat(call.failure()).isInstanceOf(SdkCancellationException.class);
    await(() -> open.get() == 0);
  }

  @Test
  void aResponseWithoutASubscriberTimesOut() throws Exception {
    VertxAsyncHttpClient shortTimeout =
        engine().option(SdkHttpConfigurationOption.READ_TIMEOUT, Duration.ofMillis(200)).build();
    Call call =
        new Call()
            .consumedBy(stream -> {})
            .start(
                shortTimeout,
                Call.request(SdkHttpMethod.GET, url + "/large").build(),
                Call.content(new byte[0]));
    assertThat(call.failure())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Nobody subscribed");
    await(() -> open.get() == 0);
  }
}
