package io.saigon.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.HttpMetric;
import software.amazon.awssdk.http.SdkCancellationException;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.metrics.MetricCollector;

class LentBodyIT extends EngineIT {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final LentBody lent = new LentBody();

  @Test
  void chunksAreLentUntilTheyAreGivenBack() throws Exception {
    List<ByteBuffer> chunks = new ArrayList<>();
    Reader reader = new Reader(chunk -> chunks.add(chunk));
    reader.call(client, url + "/large");
    Subscription subscription = reader.subscription.get(10, TimeUnit.SECONDS);
    subscription.request(2);
    await(() -> reader.received.get() == 2);
    assertThat(chunks).allMatch(ByteBuffer::isDirect).allMatch(lent::isLent);
    lent.giveBack(chunks.get(0));
    assertThat(lent.isLent(chunks.get(0))).isFalse();
    assertThat(lent.isLent(chunks.get(1))).isTrue();
    lent.giveBack(chunks.get(0));
    lent.giveBack(ByteBuffer.allocate(1));
    subscription.cancel();
    await(() -> open.get() == 0);
    assertThat(lent.isLent(chunks.get(1))).isTrue();
    lent.giveBack(chunks.get(1));
  }

  @Test
  void aSlowReaderHoldsTheServerBackAndGetsAll() throws Exception {
    Reader reader = new Reader(lent::giveBack);
    Call call = reader.call(client, url + "/large");
    Subscription subscription = reader.subscription.get(10, TimeUnit.SECONDS);
    subscription.request(1);
    await(() -> reader.received.get() == 1);
    assertThat(sent.get()).isLessThan(LARGE / 2);
    subscription.request(Long.MAX_VALUE);
    call.result.get(10, TimeUnit.SECONDS);
    assertThat(reader.bytes).hasValue(LARGE);
    assertThat(reader.completed.getCount()).isZero();
  }

  @Test
  void chunksThatAreNeverGivenBackHoldNothingUp() throws Exception {
    Reader reader = new Reader(chunk -> {});
    Call call = reader.call(client, url + "/large");
    reader.subscription.get(10, TimeUnit.SECONDS).request(Long.MAX_VALUE);
    call.result.get(10, TimeUnit.SECONDS);
    assertThat(reader.bytes).hasValue(LARGE);
  }

  @Test
  void whatASlowReaderHasYetToReadOutlivesItsConnection() throws Exception {
    int length = 3 << 20;
    try (FaultyServer server =
        new FaultyServer(
            peer -> {
              peer.request();
              peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n");
              peer.send("x".repeat(length));
            })) {
      Reader reader = new Reader(lent::giveBack);
      Call call = reader.call(client, server.url());
      Subscription subscription = reader.subscription.get(10, TimeUnit.SECONDS);
      subscription.request(1);
      await(() -> reader.received.get() == 1);
      subscription.request(Long.MAX_VALUE);
      call.result.get(10, TimeUnit.SECONDS);
      assertThat(reader.bytes).hasValue(length);
    }
  }

  @Test
  void itsConnectionsAreReused() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(Call.lent(client, url + "/echo").text()).isEmpty();
      assertThat(Call.lent(client, url + "/large").body.get(10, TimeUnit.SECONDS)).hasSize(LARGE);
    }
    // As many as there are event loops that a thread outside Vert.x may get.
    assertThat(accepted.get()).isLessThan(10);
    onOneLoop(() -> Call.lent(client, url + "/echo")).text();
    int before = accepted.get();
    onOneLoop(() -> Call.lent(client, url + "/echo")).text();
    assertThat(accepted).hasValue(before);
  }

  private Context loop;

  private Call onOneLoop(Supplier<Call> call) throws Exception {
    loop = loop == null ? vertx.getOrCreateContext() : loop;
    CompletableFuture<Call> made = new CompletableFuture<>();
    loop.runOnContext(go -> made.complete(call.get()));
    return made.get(10, TimeUnit.SECONDS);
  }

  @Test
  void itComesOnTheCallersContext() throws Exception {
    CompletableFuture<Context> seen = new CompletableFuture<>();
    onOneLoop(
        () -> {
          Call call = new Call().lending(lent);
          return call.consumedBy(
                  stream ->
                      stream.subscribe(
                          new Collector(new AtomicInteger(), new CountDownLatch(1)) {
                            @Override
                            public void onNext(ByteBuffer chunk) {
                              lent.giveBack(chunk);
                              seen.complete(Vertx.currentContext());
                            }
                          }))
              .start(
                  client,
                  Call.request(SdkHttpMethod.GET, url + "/large").build(),
                  Call.content(new byte[0]));
        });
    assertThat(seen.get(10, TimeUnit.SECONDS)).isSameAs(loop);
  }

  @Test
  void anIdleConnectionIsClosedAfterAWhile() throws Exception {
    VertxAsyncHttpClient tidy =
        VertxAsyncHttpClient.builder(vertx)
            .option(SdkHttpConfigurationOption.CONNECTION_MAX_IDLE_TIMEOUT, Duration.ofMillis(200))
            .build();
    Call.lent(tidy, url + "/echo").text();
    await(() -> open.get() == 0);
    assertThat(Call.lent(tidy, url + "/echo").text()).isEmpty();
  }

  @Test
  void anOldConnectionIsNotUsedAgain() throws Exception {
    VertxAsyncHttpClient tidy =
        VertxAsyncHttpClient.builder(vertx)
            .option(SdkHttpConfigurationOption.CONNECTION_TIME_TO_LIVE, Duration.ofMillis(1))
            .build();
    onOneLoop(() -> Call.lent(tidy, url + "/large")).text();
    onOneLoop(() -> Call.lent(tidy, url + "/large")).text();
    assertThat(accepted).hasValue(2);
    await(() -> open.get() == 1);
  }

  @Test
  void cancellingEndsItsConnection() throws Exception {
    Call call = Call.lent(client, url + "/silent");
    await(() -> open.get() == 1);
    call.result.cancel(true);
    assertThat(call.error.get(10, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
    await(() -> open.get() == 0);

    Reader reader = new Reader(lent::giveBack);
    Call other = reader.call(client, url + "/large");
    reader.subscription.get(10, TimeUnit.SECONDS).cancel();
    assertThat(other.failure()).isInstanceOf(SdkCancellationException.class);
    await(() -> open.get() == 0);
  }

  @Test
  void closingTheEngineEndsItsCallsAndConnections() throws Exception {
    Call.lent(client, url + "/echo").text();
    Call pending = Call.lent(client, url + "/silent");
    await(() -> open.get() >= 1 && !pending.result.isDone());
    client.close();
    assertThat(pending.failure()).isInstanceOf(Exception.class);
    await(() -> open.get() == 0 && client.gauge().size() == 0);
    assertThat(Call.lent(client, url + "/echo").failure())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void moreCallsThanItHasConnectionsForAreMadeWithoutLending() throws Exception {
    List<Call> waiting = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      waiting.add(Call.lent(client, url + "/silent"));
    }
    await(() -> open.get() == 8);
    assertThat(lends(client, url + "/large")).isFalse();
    waiting.forEach(call -> call.result.cancel(true));
    await(() -> open.get() == 1);
    assertThat(lends(client, url + "/large")).isTrue();
  }

  @Test
  void aProxyIsNotPassedBy() throws Exception {
    String target = url + "/large";
    VertxAsyncHttpClient proxied =
        VertxAsyncHttpClient.builder(vertx)
            .proxy(HttpProxy.of("localhost", URI.create(url).getPort()))
            .build();
    assertThat(lends(proxied, target)).isFalse();
    VertxAsyncHttpClient direct =
        VertxAsyncHttpClient.builder(vertx)
            .proxy(HttpProxy.of("localhost", 1).withNonProxyHosts(Set.of("localhost")))
            .build();
    assertThat(lends(direct, target)).isTrue();
  }

  private boolean lends(VertxAsyncHttpClient engine, String from) throws Exception {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    Reader reader =
        new Reader(
            chunk -> {
              answer.complete(lent.isLent(chunk));
              lent.giveBack(chunk);
            });
    Call call = reader.call(engine, from);
    reader.subscription.get(10, TimeUnit.SECONDS).request(Long.MAX_VALUE);
    call.result.get(10, TimeUnit.SECONDS);
    assertThat(reader.bytes).hasValue(LARGE);
    return answer.join();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        OK,
        "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" + OK,
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\no\r\n1\r\nk\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more that nobody asked for\r\n\r\n"
      })
  void anAnswerOfAnyFormIsRead(String answer) throws Exception {
    FaultyServer.Script script =
        peer -> {
          while (true) {
            peer.request();
            peer.send(answer);
          }
        };
    try (FaultyServer server = new FaultyServer(script)) {
      for (int i = 0; i < 3; i++) {
        assertThat(onOneLoop(() -> Call.lent(client, server.url())).text()).isEqualTo("ok");
      }
      boolean reusable = answer.endsWith(OK) || answer.contains("chunked");
      assertThat(server.accepted).hasValue(reusable ? 1 : 3);
    }
  }

  @Test
  void anAnswerWithoutABodyIsEmpty() throws Exception {
    try (FaultyServer server =
        new FaultyServer(
            peer -> {
              peer.request();
              peer.send("HTTP/1.1 304 Not Modified\r\nContent-Length: 10\r\nETag: \"a\"\r\n\r\n");
              peer.stall();
            })) {
      Call call = Call.lent(client, server.url());
      assertThat(call.text()).isEmpty();
      assertThat(call.headers.join().statusCode()).isEqualTo(304);
      assertThat(call.headers.join().firstMatchingHeader("ETag")).contains("\"a\"");
    }
  }

  @Test
  void theRequestIsWhatTheSdkMade() throws Exception {
    CompletableFuture<String> seen = new CompletableFuture<>();
    try (FaultyServer server =
        new FaultyServer(
            peer -> {
              seen.complete(peer.request());
              peer.send(OK).stall();
            })) {
      new Call()
          .lending(lent)
          .start(
              client,
              Call.request(SdkHttpMethod.GET, server.url() + "a%20b//c?x=%2F&y")
                  .putHeader("Range", "bytes=0-1")
                  .appendHeader("X-Two", "1")
                  .appendHeader("X-Two", "2")
                  .build(),
              Call.content(new byte[0]))
          .result
          .get(10, TimeUnit.SECONDS);
      assertThat(seen.join())
          .startsWith("GET /a%20b//c?x=%2F&y HTTP/1.1\r\n")
          .contains("Range: bytes=0-1\r\n", "X-Two: 1\r\nX-Two: 2\r\n")
          .containsIgnoringCase("host: localhost:" + server.port() + "\r\n");
    }
  }

  @Test
  void aHeaderThatWouldSmuggleAnotherIsRefused() throws Exception {
    Call call =
        new Call()
            .lending(lent)
            .start(
                client,
                Call.request(SdkHttpMethod.GET, url + "/echo")
                    .putHeader("X-Evil", "a\r\nX-Other: b")
                    .build(),
                Call.content(new byte[0]));
    assertThat(call.failure()).isInstanceOf(IllegalArgumentException.class);
    await(() -> open.get() == 0);
  }

  @Test
  void aServerThatIsNotThereIsATransportFailure() {
    assertThat(
            catchThrowable(
                () -> Call.lent(client, "http://localhost:1/").result.get(10, TimeUnit.SECONDS)))
        .cause()
        .isInstanceOf(IOException.class);
  }

  @Test
  void theSdksMetricsKnowOfItsConnections() throws Exception {
    MetricCollector metrics = MetricCollector.create("call");
    new Call()
        .lending(lent)
        .start(
            client,
            Call.request(SdkHttpMethod.GET, url + "/echo").build(),
            Call.content(new byte[0]),
            metrics)
        .result
        .get(10, TimeUnit.SECONDS);
    assertThat(metrics.collect().metricValues(HttpMetric.LEASED_CONCURRENCY)).containsExactly(1);
  }

  /** Asks for nothing until it is told to. */
  private final class Reader extends Collector {
    final CompletableFuture<Subscription> subscription = new CompletableFuture<>();
    final AtomicInteger received = new AtomicInteger();
    final AtomicInteger bytes;
    final CountDownLatch completed;
    private final Consumer<ByteBuffer> then;

    Reader(Consumer<ByteBuffer> then) {
      this(then, new AtomicInteger(), new CountDownLatch(1));
    }

    private Reader(Consumer<ByteBuffer> then, AtomicInteger bytes, CountDownLatch done) {
      super(bytes, done);
      this.then = then;
      this.bytes = bytes;
      this.completed = done;
    }

    Call call(VertxAsyncHttpClient engine, String from) {
      return new Call()
          .lending(lent)
          .consumedBy(stream -> stream.subscribe(this))
          .start(engine, Call.request(SdkHttpMethod.GET, from).build(), Call.content(new byte[0]));
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
}
