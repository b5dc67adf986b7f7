package io.saigon.rest.vertx;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.error.ClosedException;
import io.saigon.api.error.TransportException;
import io.saigon.api.rest.RequestAuthorizer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls whose HttpClient or Vert.x instance is closed. */
public class ClosedCallsIT extends CallsOfAService {
  @Test
  void aCallOfAClosedHttpClientFailsAtOnceAndAuthorizesNothing() {
    HttpClient http = vertx.createHttpClient();
    RequestAuthorizer authorizer =
        request -> {
          throw new AssertionError("Nothing is to be authorized");
        };
    RestClient closed = RestClient.create(http, api.baseUrl().toString(), authorizer);
    await(http.close());
    for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.POST)) {
      assertThatThrownBy(() -> await(onContext(() -> closed.call(method, "/x").send())))
          .isInstanceOf(ClosedException.class)
          .hasMessageContaining("/x has no answer, as its HttpClient is closed");
    }
    assertThatThrownBy(
            () ->
                await(
                    onContext(
                        () ->
                            closed
                                .call(HttpMethod.GET, "/x")
                                .sendUntil(String.class, x -> true, wait(Duration.ofHours(1))))))
        .isInstanceOf(ClosedException.class);
    assertThatThrownBy(
            () ->
                await(
                    onContext(
                        () ->
                            closed
                                .call(HttpMethod.GET, "/x")
                                .pages(String.class)
                                .forEach(page -> Future.succeededFuture()))))
        .isInstanceOf(ClosedException.class);
    assertThat(arrivals).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void aCallUnderWayWhenItsHttpClientIsClosedFails(String method) {
    HttpClient http = vertx.createHttpClient();
    RestClient ownVertx = RestClient.create(http, api.baseUrl().toString(), new Plain());
    Promise<Void> arrived = Promise.promise();
    service = (n, request) -> arrived.tryComplete();
    Future<?> call = onContext(() -> ownVertx.call(HttpMethod.valueOf(method), "/x").send());
    await(arrived.future());
    await(http.close());
    assertThatThrownBy(() -> await(call))
        .isInstanceOfAny(ClosedException.class, TransportException.class);
  }

  @Test
  void aCallThatWaitsForItsRepeatWhenItsHttpClientIsClosedFails() {
    HttpClient http = vertx.createHttpClient();
    RestClient ownVertx = RestClient.create(http, api.baseUrl().toString(), new Plain());
    Promise<Void> answered = Promise.promise();
    service =
        (n, request) -> {
          request.response().putHeader("Retry-After", "1");
          request.response().endHandler(end -> answered.tryComplete());
          answer(request, 503);
        };
    Future<?> call = onContext(() -> ownVertx.call(HttpMethod.GET, "/x").send());
    await(answered.future());
    await(http.close());
    assertThatThrownBy(() -> await(call)).isInstanceOf(ClosedException.class);
  }

  @Test
  void callsUnderWayWhenVertxIsClosedFail() {
    Vertx ownVertx = Vertx.vertx();
    RestClient client = RestClient.create(ownVertx, api.baseUrl().toString()).withRetry(SOON);
    Promise<Void> arrived = Promise.promise();
    service =
        (n, request) -> {
          if (n > 1) {
            request.response().putHeader("Retry-After", "2");
            request.response().endHandler(end -> arrived.tryComplete());
            answer(request, 503);
          }
        };
    Future<?> inFlight = client.call(HttpMethod.GET, "/x").send();
    Future<?> between = client.call(HttpMethod.GET, "/y").send();
    Promise<Throwable> first = Promise.promise();
    Promise<Throwable> second = Promise.promise();
    inFlight.onFailure(first::complete);
    between.onFailure(second::complete);
    await(arrived.future());
    await(ownVertx.close());
    assertThat(await(first.future())).isInstanceOf(ClosedException.class);
    assertThat(await(second.future())).isInstanceOf(ClosedException.class);
    assertThatThrownBy(() -> await(client.call(HttpMethod.GET, "/z").send()))
        .isInstanceOf(ClosedException.class)
        .hasMessageContaining("/z has no answer");
  }
}
