package io.saigon.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.error.ClosedException;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.HttpMetric;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.metrics.MetricCollector;

class ConnectionsIT extends EngineIT {
  @Test
  void connectionsAreReused() throws Exception {
    for (int i = 0; i < 5; i++) {
      Call.post(client, url + "/echo", "x").text();
    }
    assertThat(accepted).hasValue(1);
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
  void aSilentServerTimesOut() throws Exception {
    VertxAsyncHttpClient shortTimeout =
        engine().option(SdkHttpConfigurationOption.READ_TIMEOUT, Duration.ofMillis(200)).build();
    assertThat(Call.get(shortTimeout, url + "/silent").failure())
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Read timed out: " + url.substring("https://".length()));
    await(() -> open.get() == 0);
  }

  @Test
  void theWaitForAFreeConnectionIsBounded() throws Exception {
    VertxAsyncHttpClient narrow =
        engine()
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
    VertxAsyncHttpClient tidy = engine().option(option, Duration.ofMillis(300)).build();
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
                engine()
                    .option(SdkHttpConfigurationOption.READ_TIMEOUT, Duration.ofMinutes(5))
                    .build(),
                Call.request(SdkHttpMethod.GET, url + "/silent").build(),
                Call.content(new byte[0]));
    Call.get(engine().build(), url + "/echo").text();
    await(() -> open.get() == 2);
    // The second engine is collected, and its connection closed, but not the first. Vert.x lets a
    // connection that it finds busy go on for 30 seconds.
    await(
        () -> {
          System.gc();
          return open.get() == 1;
        });
    assertThat(call.result).isNotDone();
  }

  @Test
  void anEngineClosesWithTheVerticleThatMadeIt() throws Exception {
    AtomicReference<VertxAsyncHttpClient> made = new AtomicReference<>();
    String verticle =
        deploy(() -> Call.get(made.updateAndGet(e -> engine().build()), url + "/echo"));
    await(() -> open.get() == 1);
    vertx.undeploy(verticle).await(10, TimeUnit.SECONDS);
    await(() -> open.get() == 0);
    assertThat(Call.get(made.get(), url + "/echo").failure()).isInstanceOf(ClosedException.class);
  }

  @Test
  void aCallTimesOutAlsoWhenItsVerticleIsUndeployed() throws Exception {
    VertxAsyncHttpClient shortTimeout =
        engine().option(SdkHttpConfigurationOption.READ_TIMEOUT, Duration.ofMillis(300)).build();
    AtomicReference<Call> call = new AtomicReference<>();
    String verticle = deploy(() -> call.set(Call.get(shortTimeout, url + "/silent")));
    vertx.undeploy(verticle).await(10, TimeUnit.SECONDS);
    assertThat(call.get().failure()).hasMessageStartingWith("Read timed out");
    await(() -> open.get() == 0);
  }

  private String deploy(Runnable start) throws Exception {
    return vertx
        .deployVerticle(
            new VerticleBase() {
              @Override
              public Future<?> start() {
                start.run();
                return Future.succeededFuture();
              }
            })
        .await(10, TimeUnit.SECONDS);
  }

  @Test
  void serversWithoutAConnectionAreForgotten() throws Exception {
    Call.get(client, url + "/echo").text();
    Call.get(client, url.replace("localhost", "127.0.0.1") + "/echo").text();
    assertThat(client.gauge().size()).isEqualTo(2);
    client.close();
    await(() -> client.gauge().size() == 0);
  }

  @Test
  void aClosedEngineRefusesCallsAndClosingTwiceIsHarmless() throws Exception {
    Call pending = Call.get(client, url + "/silent");
    await(() -> open.get() == 1);
    client.close();
    client.close();
    assertThat(pending.failure()).isInstanceOf(ClosedException.class);
    assertThat(Call.get(client, url + "/echo").failure())
        .isInstanceOf(ClosedException.class)
        .hasMessageContaining("closed");
    await(() -> open.get() == 0);
  }

  @Test
  void aCallThatIsCancelledWhileItWaitsForAConnectionIsNeverMade() throws Exception {
    VertxAsyncHttpClient narrow =
        engine().option(SdkHttpConfigurationOption.MAX_CONNECTIONS, 1).build();
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
  void aPortWithoutAListenerIsAConnectException() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    assertThat(Call.get(client, "https://localhost:" + port + "/").failure())
        .isInstanceOf(java.net.ConnectException.class)
        .hasMessageContaining("localhost")
        .hasMessageContaining(String.valueOf(port));
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

  @Test
  void metricsReportTheStateOfThePool() throws Exception {
    MetricCollector metrics = MetricCollector.create("test");
    new Call()
        .start(
            client,
            Call.request(SdkHttpMethod.GET, url + "/echo").build(),
            Call.content(new byte[0]),
            metrics)
        .text();
    var collected = metrics.collect();
    assertThat(collected.metricValues(HttpMetric.HTTP_CLIENT_NAME)).containsExactly("Vertx");
    assertThat(collected.metricValues(HttpMetric.MAX_CONCURRENCY)).containsExactly(50);
    assertThat(collected.metricValues(HttpMetric.LEASED_CONCURRENCY)).containsExactly(1);
    assertThat(collected.metricValues(HttpMetric.AVAILABLE_CONCURRENCY)).containsExactly(0);
    assertThat(collected.metricValues(HttpMetric.PENDING_CONCURRENCY_ACQUIRES)).containsExactly(0);
    assertThat(collected.metricValues(HttpMetric.CONCURRENCY_ACQUIRE_DURATION)).hasSize(1);
  }
}
