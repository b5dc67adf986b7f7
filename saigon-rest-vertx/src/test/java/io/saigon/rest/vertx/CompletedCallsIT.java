package io.saigon.rest.vertx;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.error.TransportException;
import io.saigon.api.rest.HttpStatusException;
import io.saigon.api.rest.RequestAuthorizer;
import io.saigon.api.rest.RestRequest;
import io.saigon.rest.vertx.testing.Logged;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every call completes, on its caller's context, however its steps end. */
public class CompletedCallsIT extends CallsOfAService {
  private static final IllegalStateException BROKEN = new IllegalStateException("broken");

  @Test
  void anAuthorizerThatThrowsFailsTheCall() {
    RequestAuthorizer throwing =
        request -> {
          throw BROKEN;
        };
    assertThatThrownBy(() -> await(onContext(by(throwing)))).isSameAs(BROKEN);
    assertThatThrownBy(() -> await(onContext(by(request -> null))))
        .isInstanceOf(NullPointerException.class);
    assertThat(arrivals).isEmpty();
  }

  @Test
  void anAuthorizerThatThrowsInRecoverFailsTheCall() {
    service = (n, request) -> answer(request, 403);
    assertThatThrownBy(
            () ->
                await(
                    onContext(
                        by(
                            new Plain() {
                              @Override
                              public Future<Boolean> recover(
                                  RestRequest request, int statusCode, MultiMap headers) {
                                throw BROKEN;
                              }
                            }))))
        .isSameAs(BROKEN);
    assertThat(arrivals).hasSize(1);
  }

  @Test
  void anAuthorizerThatThrowsInExplainDoesNotHideTheStatus() {
    service = (n, request) -> answer(request, 403);
    assertThatThrownBy(
            () ->
                await(
                    onContext(
                        by(
                            new Plain() {
                              @Override
                              public @Nullable String explain(RestRequest request, Buffer body) {
                                throw BROKEN;
                              }
                            }))))
        .isInstanceOfSatisfying(
            HttpStatusException.class, e -> assertThat(e.statusCode()).isEqualTo(403))
        .hasSuppressedException(BROKEN);
  }

  @Test
  void anAuthorizerThatSetsAnInvalidPortFailsTheCall() {
    RequestAuthorizer wrong =
        request -> Future.succeededFuture(request.withUri(URI.create("http://127.0.0.1:65536/")));
    assertThatThrownBy(() -> await(onContext(by(wrong))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a port of 1 to 65535");
  }

  @Test
  void theTimeoutIsForAllAttemptsTogether() {
    service = (n, request) -> request.connection().close();
    RetryPolicy endless =
        SOON.withMaxAttempts(Integer.MAX_VALUE)
            .withDelays(Duration.ofMillis(20), Duration.ofMillis(20));
    assertThatThrownBy(
            () ->
                await(onContext(() -> get().retry(endless).timeout(Duration.ofMillis(500)).send())))
        .isInstanceOf(TransportException.class);
  }

  @Test
  void aPauseThatIsLongerThanTheTimeoutFailsAtOnceWithTheStatus() {
    service =
        (n, request) -> {
          request.response().putHeader("Retry-After", "10");
          answer(request, 503);
        };
    RetryPolicy retries = RetryPolicy.defaults();
    assertThatThrownBy(
            () ->
                await(onContext(() -> get().retry(retries).timeout(Duration.ofSeconds(9)).send())))
        .isInstanceOfSatisfying(
            HttpStatusException.class, e -> assertThat(e.statusCode()).isEqualTo(503));
  }

  @Test
  void failuresCompleteOnTheCallersContext() {
    service = (n, request) -> {};
    assertThatThrownBy(() -> await(onContext(() -> get().timeout(Duration.ofMillis(50)).send())))
        .isInstanceOf(TransportException.class);
    Promise<Void> signal = Promise.promise();
    Future<?> cancelled = onContext(() -> get().cancelOn(signal.future()).send());
    signal.complete();
    assertThatThrownBy(() -> await(cancelled)).isInstanceOf(CancellationException.class);
    service =
        (n, request) ->
            request.response().setStatusCode(302).putHeader("Location", "http://x:70000/").end();
    assertThatThrownBy(() -> await(onContext(() -> get().send())))
        .isInstanceOf(HttpStatusException.class);
  }

  @Test
  void noTimerIsLeftWhateverTheResult() {
    // Another Vert.x instance, in which nothing else sets timers.
    Vertx other = Vertx.vertx();
    HttpClient http =
        other.createHttpClient(new HttpClientOptions(), new PoolOptions().setCleanerPeriod(0));
    RestClient client =
        RestClient.create(http, api.baseUrl().toString(), new Plain()).withRetry(SOON);
    service =
        (n, request) -> {
          request.response().putHeader("Retry-After", "2");
          answer(request, n == 1 ? 200 : 503);
        };
    await(client.call(HttpMethod.GET, "/x").send());
    Context context = other.getOrCreateContext();
    long first = other.setTimer(1, id -> {});
    List<Function<RestCall, Future<?>>> ends =
        List.of(
            call -> call.retry(RetryPolicy.never()).send(),
            call -> call.cancelOn(after(100)).send(),
            call -> call.timeout(Duration.ofMillis(1)).send(),
            call -> call.sendUntil(String.class, x -> true, wait(Duration.ofHours(1))),
            call ->
                call.cancelOn(after(100))
                    .sendUntil(
                        String.class,
                        x -> true,
                        wait(Duration.ofHours(1)).withPending(Set.of(503))));
    for (Function<RestCall, Future<?>> end : ends) {
      assertThatThrownBy(
              () -> await(onContext(context, () -> end.apply(client.call(HttpMethod.GET, "/x")))))
          .isInstanceOf(RuntimeException.class);
    }
    Promise<List<Long>> left = Promise.promise();
    context.runOnContext(
        run -> {
          long last = other.setTimer(1, id -> {});
          left.complete(
              LongStream.range(first + 1, last).filter(other::cancelTimer).boxed().toList());
        });
    assertThat(await(left.future())).isEmpty();
    await(other.close());
  }

  @Test
  void aCancelledRequestReturnsItsConnectionAndLogsNothing() {
    HttpClient one =
        vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(1));
    RestClient client = RestClient.create(one, api.baseUrl().toString(), new Plain());
    Promise<Runnable> first = Promise.promise();
    service =
        (n, request) -> {
          if (n == 1) {
            first.complete(() -> answer(request, 200));
          } else {
            answer(request, 200);
          }
        };
    try (Logged logged = new Logged()) {
      Future<?> holding = client.call(HttpMethod.GET, "/1").send();
      Runnable answer = await(first.future());
      Future<?> waiting = client.call(HttpMethod.GET, "/2").cancelOn(after(50)).send();
      assertThatThrownBy(() -> await(waiting)).isInstanceOf(CancellationException.class);
      answer.run();
      await(holding);
      await(client.call(HttpMethod.GET, "/3").send());
      assertThat(logged.lines()).isEmpty();
    }
    assertThat(arrivals).hasSize(2);
  }

  private Future<Void> after(long millis) {
    return vertx.timer(millis).mapEmpty();
  }

  private Supplier<Future<?>> by(RequestAuthorizer authorizer) {
    RestClient client = RestClient.create(vertx, api.baseUrl().toString(), authorizer);
    return () -> client.call(HttpMethod.GET, "/x").send();
  }
}
