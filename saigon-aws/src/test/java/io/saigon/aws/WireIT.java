package io.saigon.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.saigon.api.ClosedException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.HttpMetric;
import software.amazon.awssdk.http.SdkCancellationException;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.metrics.MetricCollector;

/** The connections below Vert.x's HTTP client that bodies are lent over. */
class WireIT extends EngineIT {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final LentBody lent = new LentBody();

  @Test
  void itsConnectionsAreReused() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(Call.lent(client, url + "/echo").text()).isEmpty();
      assertThat(Call.lent(client, url + "/large").body.get(10, TimeUnit.SECONDS)).hasSize(LARGE);
    }
    // As many as there are event loops that a thread outside Vert.x may get.
    assertThat(accepted.get()).isLessThan(10);
    onLoop(loop, () -> Call.lent(client, url + "/echo")).text();
    int before = accepted.get();
    onLoop(loop, () -> Call.lent(client, url + "/echo")).text();
    assertThat(accepted).hasValue(before);
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
    onLoop(loop, () -> Call.lent(tidy, url + "/large")).text();
    onLoop(loop, () -> Call.lent(tidy, url + "/large")).text();
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

    LentReader reader = new LentReader(lent, lent::giveBack);
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
    assertThat(pending.failure()).isInstanceOf(ClosedException.class);
    await(() -> open.get() == 0 && client.gauge().size() == 0);
    assertThat(Call.lent(client, url + "/echo").failure()).isInstanceOf(ClosedException.class);
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
        assertThat(onLoop(loop, () -> Call.lent(client, server.url())).text()).isEqualTo("ok");
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
}
