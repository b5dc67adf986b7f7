package io.saigon.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.HttpMetric;
import software.amazon.awssdk.http.SdkCancellationException;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.metrics.MetricCollector;

@Timeout(60)
class VertxAsyncHttpClientTest {
  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger accepted = new AtomicInteger();
  private VertxAsyncHttpClient client;
  private HttpServer server;
  private String url;

  @BeforeEach
  void start() throws Exception {
    client = VertxAsyncHttpClient.create(vertx);
    server =
        vertx
            .createHttpServer(new HttpServerOptions().setHandle100ContinueAutomatically(false))
            .connectionHandler(
                connection -> {
                  accepted.incrementAndGet();
                  open.incrementAndGet();
                  connection.closeHandler(ignored -> open.decrementAndGet());
                })
            .requestHandler(this::handle)
            .listen(0, "localhost")
            .await(10, TimeUnit.SECONDS);
    url = "http://localhost:" + server.actualPort();
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private void handle(HttpServerRequest request) {
    switch (request.path()) {
      case "/echo" ->
          request
              .body()
              .onSuccess(
                  body ->
                      request
                          .response()
                          .putHeader("X-Multi", (Iterable<String>) List.of("a", "b"))
                          .putHeader(
                              "X-Length", String.valueOf(request.getHeader("Content-Length")))
                          .putHeader(
                              "X-Encoding", String.valueOf(request.getHeader("Transfer-Encoding")))
                          .putHeader(
                              "X-Seen", (Iterable<String>) request.headers().getAll("X-Sent"))
                          .end(body));
      case "/continue" -> {
        request.response().writeContinue();
        request.body().onSuccess(body -> request.response().end(body));
      }
      case "/ignorant" -> request.body().onSuccess(body -> request.response().end(body));
      case "/refuse" -> request.response().setStatusCode(417).end("no");
      case "/silent" -> request.body();
      case "/large" -> large(request);
      case "/redirect" ->
          request.response().setStatusCode(301).putHeader("Location", "/echo").end();
      case "/gzip" ->
          request
              .response()
              .putHeader("Content-Encoding", "gzip")
              .end(String.valueOf(request.getHeader("Accept-Encoding")));
      default -> request.response().setStatusCode(404).end();
    }
  }

  private static final int LARGE = 32 * 1024 * 1024;

  private static void large(HttpServerRequest request) {
    var response = request.response().putHeader("Content-Length", String.valueOf(LARGE));
    pump(response, new AtomicInteger(LARGE));
  }

  private static void pump(io.vertx.core.http.HttpServerResponse response, AtomicInteger left) {
    while (left.get() > 0) {
      if (response.writeQueueFull()) {
        response.drainHandler(ignored -> pump(response, left));
        return;
      }
      response.write(io.vertx.core.buffer.Buffer.buffer(new byte[65536]));
      left.addAndGet(-65536);
    }
    response.end();
  }

  @Test
  void aBodyOfKnownLengthIsSentWithItsLength() throws Exception {
    Call call = Call.post(client, url + "/echo", "hello");
    assertThat(call.text()).isEqualTo("hello");
    assertThat(call.headers.get().firstMatchingHeader("X-Length")).contains("5");
    assertThat(call.headers.get().firstMatchingHeader("X-Encoding")).contains("null");
  }

  @Test
  void aBodyOfUnknownLengthIsSentInChunks() throws Exception {
    Call call =
        new Call()
            .start(
                client,
                Call.request(SdkHttpMethod.PUT, url + "/echo").build(),
                Call.content(Optional.empty(), "ab".getBytes(), "cd".getBytes()));
    assertThat(call.text()).isEqualTo("abcd");
    assertThat(call.headers.get().firstMatchingHeader("X-Length")).contains("null");
    assertThat(call.headers.get().firstMatchingHeader("X-Encoding")).contains("chunked");
  }

  @Test
  void anEmptyPostSaysSo() throws Exception {
    Call call = Call.post(client, url + "/echo", "");
    assertThat(call.text()).isEmpty();
    assertThat(call.headers.get().firstMatchingHeader("X-Length")).contains("0");
  }

  @Test
  void headersWithSeveralValuesAreKeptBothWays() throws Exception {
    SdkHttpRequest request =
        Call.request(SdkHttpMethod.GET, url + "/echo")
            .putHeader("X-Sent", List.of("one", "two"))
            .build();
    Call call = new Call().start(client, request, Call.content(new byte[0]));
    call.text();
    assertThat(call.headers.get().matchingHeaders("X-Multi")).containsExactly("a", "b");
    assertThat(call.headers.get().matchingHeaders("X-Seen")).containsExactly("one", "two");
  }

  @Test
  void redirectsAndEncodingsAreLeftToTheSdk() throws Exception {
    Call redirect = Call.get(client, url + "/redirect");
    redirect.text();
    assertThat(redirect.headers.get().statusCode()).isEqualTo(301);
    assertThat(Call.get(client, url + "/gzip").text()).isEqualTo("null");
  }

  @Test
  void connectionsAreReused() throws Exception {
    for (int i = 0; i < 5; i++) {
      Call.post(client, url + "/echo", "x").text();
    }
    assertThat(accepted).hasValue(1);
  }

  @Test
  void aBodyWaitsForTheServerToSayContinue() throws Exception {
    assertThat(expecting("/continue").text()).isEqualTo("expected");
  }

  @Test
  void aBodyIsSentAfterAWhileToAServerThatDoesNotKnowContinue() throws Exception {
    assertThat(expecting("/ignorant").text()).isEqualTo("expected");
  }

  @Test
  void aRefusedBodyIsNotSentAndItsConnectionNotUsedAgain() throws Exception {
    Call call = expecting("/refuse");
    assertThat(call.text()).isEqualTo("no");
    assertThat(call.headers.get().statusCode()).isEqualTo(417);
    await(() -> open.get() == 0);
    assertThat(Call.post(client, url + "/echo", "next").text()).isEqualTo("next");
  }

  private Call expecting(String path) {
    SdkHttpRequest request =
        Call.request(SdkHttpMethod.PUT, url + path)
            .putHeader("Expect", "100-continue")
            .putHeader("Content-Length", "8")
            .build();
    return new Call()
        .start(client, request, Call.content("expected".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aSlowSubscriberHoldsTheServerBack() throws Exception {
    AtomicReference<Subscription> subscription = new AtomicReference<>();
    AtomicInteger received = new AtomicInteger();
    CountDownLatch subscribed = new CountDownLatch(1);
    CountDownLatch completed = new CountDownLatch(1);
    Call call =
        new Call()
            .consumedBy(
                stream ->
                    stream.subscribe(
                        new Collector(received, completed) {
                          @Override
                          public void onSubscribe(Subscription given) {
                            subscription.set(given);
                            subscribed.countDown();
                          }
                        }))
            .start(
                client,
                Call.request(SdkHttpMethod.GET, url + "/large").build(),
                Call.content(new byte[0]));
    subscribed.await();
    assertThat(received).hasValue(0);
    subscription.get().request(1);
    await(() -> received.get() > 0);
    assertThat(received.get()).isLessThanOrEqualTo(65536);
    subscription.get().request(Long.MAX_VALUE);
    completed.await();
    assertThat(received).hasValue(LARGE);
    call.result.get(10, TimeUnit.SECONDS);
  }

  @Test
  void aSubscriberThatAsksForOneChunkAtATimeGetsAll() throws Exception {
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

  private static class Collector implements Subscriber<ByteBuffer> {
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

  @Test
  void aSlowServerHoldsTheUploadBack() throws Exception {
    try (FaultyServer frozen = new FaultyServer(FaultyServer.Peer::freeze)) {
      AtomicInteger published = new AtomicInteger();
      byte[] chunk = new byte[65536];
      Call call =
          new Call()
              .start(
                  client,
                  Call.request(SdkHttpMethod.PUT, frozen.url()).build(),
                  new software.amazon.awssdk.http.async.SdkHttpContentPublisher() {
                    @Override
                    public Optional<Long> contentLength() {
                      return Optional.of(1L << 40);
                    }

                    @Override
                    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
                      io.vertx.core.Context context = vertx.getOrCreateContext();
                      subscriber.onSubscribe(
                          new Subscription() {
                            @Override
                            public void request(long n) {
                              for (long i = 0; i < n; i++) {
                                published.incrementAndGet();
                                context.runOnContext(
                                    go -> subscriber.onNext(ByteBuffer.wrap(chunk)));
                              }
                            }

                            @Override
                            public void cancel() {}
                          });
                    }
                  });
      await(() -> published.get() > 5);
      int before;
      do {
        before = published.get();
        Thread.sleep(200);
      } while (published.get() > before);
      assertThat(before * 65536L).isLessThan(64L * 1024 * 1024);
      call.result.cancel(true);
      assertThat(call.failure()).isInstanceOf(CancellationException.class);
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
  void cancellingTheCallClosesTheConnection() throws Exception {
    Call call = Call.get(client, url + "/silent");
    await(() -> open.get() == 1);
    call.result.cancel(true);
    assertThat(call.error.get(10, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
    await(() -> open.get() == 0);
  }

  @Test
  void aServerThatSaysNothingIsGivenUp() throws Exception {
    VertxAsyncHttpClient impatient =
        VertxAsyncHttpClient.builder(vertx)
            .option(SdkHttpConfigurationOption.READ_TIMEOUT, Duration.ofMillis(200))
            .build();
    assertThat(Call.get(impatient, url + "/silent").failure())
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Read timed out: localhost:" + server.actualPort());
    await(() -> open.get() == 0);
  }

  @Test
  void anAnswerThatNobodySubscribesToIsGivenUp() throws Exception {
    VertxAsyncHttpClient impatient =
        VertxAsyncHttpClient.builder(vertx)
            .option(SdkHttpConfigurationOption.READ_TIMEOUT, Duration.ofMillis(200))
            .build();
    Call call =
        new Call()
            .consumedBy(stream -> {})
            .start(
                impatient,
                Call.request(SdkHttpMethod.GET, url + "/large").build(),
                Call.content(new byte[0]));
    assertThat(call.failure())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Nobody subscribed");
    await(() -> open.get() == 0);
  }

  @Test
  void aCallWaitsForAFreeConnectionNoLongerThanItMay() throws Exception {
    VertxAsyncHttpClient narrow =
        VertxAsyncHttpClient.builder(vertx)
            .option(SdkHttpConfigurationOption.MAX_CONNECTIONS, 1)
            .option(SdkHttpConfigurationOption.CONNECTION_ACQUIRE_TIMEOUT, Duration.ofMillis(200))
            .build();
    Call first = Call.get(narrow, url + "/silent");
    await(() -> open.get() == 1);
    assertThat(Call.get(narrow, url + "/echo").failure())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("all 1 connections are busy");
    first.result.cancel(true);
    await(() -> open.get() == 0);
    assertThat(Call.get(narrow, url + "/echo").text()).isEmpty();
  }

  @Test
  void anIdleConnectionIsClosedAfterAWhile() throws Exception {
    closesItsConnection(SdkHttpConfigurationOption.CONNECTION_MAX_IDLE_TIMEOUT);
  }

  @Test
  void anOldConnectionIsClosed() throws Exception {
    closesItsConnection(SdkHttpConfigurationOption.CONNECTION_TIME_TO_LIVE);
  }

  private void closesItsConnection(SdkHttpConfigurationOption<Duration> option) throws Exception {
    VertxAsyncHttpClient tidy =
        VertxAsyncHttpClient.builder(vertx).option(option, Duration.ofMillis(300)).build();
    Call.post(tidy, url + "/echo", "x").text();
    assertThat(open).hasValue(1);
    await(() -> open.get() == 0);
    assertThat(Call.post(tidy, url + "/echo", "again").text()).isEqualTo("again");
  }

  @Test
  void aCallOutlivesTheLastReferenceToItsEngine() throws Exception {
    Call call =
        new Call()
            .start(
                VertxAsyncHttpClient.create(vertx),
                Call.request(SdkHttpMethod.GET, url + "/silent").build(),
                Call.content(new byte[0]));
    await(() -> open.get() == 1);
    for (int i = 0; i < 5; i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(call.result).isNotDone();
    assertThat(open).hasValue(1);
  }

  @Test
  void aClosedEngineRefusesCallsAndClosingTwiceIsHarmless() throws Exception {
    Call pending = Call.get(client, url + "/silent");
    await(() -> open.get() == 1);
    client.close();
    client.close();
    assertThat(pending.failure()).isInstanceOf(IOException.class);
    assertThat(Call.get(client, url + "/echo").failure())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    await(() -> open.get() == 0);
  }

  @Test
  void aHeaderThatWouldSmuggleAnotherIsRefusedAndItsConnectionKept() throws Exception {
    SdkHttpRequest request =
        Call.request(SdkHttpMethod.GET, url + "/echo").putHeader("X-Sent", "a\r\nb: c").build();
    assertThat(new Call().start(client, request, Call.content(new byte[0])).failure())
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Call.get(client, url + "/echo").text()).isEmpty();
    assertThat(accepted).hasValue(1);
  }

  @Test
  void aCallThatIsCancelledWhileItWaitsForAConnectionIsNeverMade() throws Exception {
    VertxAsyncHttpClient narrow =
        VertxAsyncHttpClient.builder(vertx)
            .option(SdkHttpConfigurationOption.MAX_CONNECTIONS, 1)
            .build();
    Call first = Call.get(narrow, url + "/silent");
    await(() -> open.get() == 1);
    Call waiting = Call.get(narrow, url + "/echo");
    waiting.result.cancel(true);
    assertThat(waiting.error.get(10, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
    first.result.cancel(true);
    assertThat(Call.post(narrow, url + "/echo", "next").text()).isEqualTo("next");
    assertThat(waiting.headers).isNotDone();
  }

  @Test
  void aPortThatNobodyListensToIsAConnectException() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    assertThat(Call.get(client, "http://localhost:" + port + "/").failure())
        .isInstanceOf(java.net.ConnectException.class)
        .hasMessageContaining("localhost")
        .hasMessageContaining(String.valueOf(port));
  }

  @Test
  void aBodyShorterThanItsLengthIsAProgrammersMistake() throws Exception {
    SdkHttpRequest request =
        Call.request(SdkHttpMethod.PUT, url + "/echo").putHeader("Content-Length", "10").build();
    assertThat(new Call().start(client, request, Call.content("short".getBytes())).failure())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("only 5 bytes");
    await(() -> open.get() == 0);
  }

  @Test
  void metricsTellAboutThePool() throws Exception {
    MetricCollector metrics = MetricCollector.create("test");
    new Call()
        .start(
            client,
            Call.request(SdkHttpMethod.GET, url + "/echo").build(),
            Call.content(new byte[0]),
            metrics)
        .text();
    var told = metrics.collect();
    assertThat(told.metricValues(HttpMetric.HTTP_CLIENT_NAME)).containsExactly("Vertx");
    assertThat(told.metricValues(HttpMetric.MAX_CONCURRENCY)).containsExactly(50);
    assertThat(told.metricValues(HttpMetric.LEASED_CONCURRENCY)).containsExactly(1);
    assertThat(told.metricValues(HttpMetric.AVAILABLE_CONCURRENCY)).containsExactly(0);
    assertThat(told.metricValues(HttpMetric.PENDING_CONCURRENCY_ACQUIRES)).containsExactly(0);
    assertThat(told.metricValues(HttpMetric.CONCURRENCY_ACQUIRE_DURATION)).hasSize(1);
  }

  @Test
  void manyCallsAtOnceAllSucceed() throws Exception {
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      calls.add(Call.post(client, url + "/echo", "n" + i));
    }
    for (int i = 0; i < 300; i++) {
      assertThat(calls.get(i).text()).isEqualTo("n" + i);
    }
    assertThat(accepted.get()).isLessThanOrEqualTo(50);
  }

  static void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("condition not met in 20 s");
      }
      Thread.sleep(5);
    }
  }
}
