package io.saigon.rest.vertx;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.error.TransportException;
import io.saigon.api.rest.HttpStatusException;
import io.saigon.api.rest.RequestAuthorizer;
import io.saigon.api.rest.ResponseMappingException;
import io.saigon.api.rest.RestRequest;
import io.saigon.api.rest.RestResponse;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Time-outs, cancellation and limits of calls. */
public class BoundedCallsIT extends CallsOfAService {
  @Test
  void aTimeoutIsForTheWholeResponseAndClosesTheConnection() {
    Promise<Void> closed = Promise.promise();
    service =
        (n, request) -> {
          request.connection().closeHandler(closed::complete);
          request.response().setChunked(true).write("the beginning");
        };
    assertThatThrownBy(
            () -> await(get().retry(RetryPolicy.never()).timeout(Duration.ofMillis(100)).send()))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("got no answer within 100 ms");
    await(closed.future());
  }

  @Test
  void anAuthorizationThatNeverCompletesTimesOut() {
    RestClient stuck =
        RestClient.create(
                vertx, api.baseUrl().toString(), request -> Promise.<RestRequest>promise().future())
            .withTimeout(Duration.ofMillis(50));
    assertThatThrownBy(() -> await(stuck.call(HttpMethod.GET, "/").send()))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("was not authorized within 50 ms");
    assertThat(arrivals).isEmpty();
  }

  @Test
  void aRecoveryThatNeverCompletesEndsAtTheTimeoutWithTheRefusal() {
    service = (n, request) -> answer(request, 403);
    RequestAuthorizer stuck =
        new RequestAuthorizer() {
          @Override
          public Future<RestRequest> authorize(RestRequest request) {
            return Future.succeededFuture(request);
          }

          @Override
          public Future<Boolean> recover(RestRequest request, int statusCode, MultiMap headers) {
            return Promise.<Boolean>promise().future();
          }
        };
    RestClient client =
        RestClient.create(vertx, api.baseUrl().toString(), stuck)
            .withTimeout(Duration.ofSeconds(3));
    assertThatThrownBy(() -> await(client.call(HttpMethod.GET, "/").send()))
        .isInstanceOfSatisfying(
            HttpStatusException.class, e -> assertThat(e.statusCode()).isEqualTo(403));
    assertThat(arrivals).hasSize(1);
  }

  @Test
  void aCallInFlightIsCancelled() {
    Promise<Void> arrived = Promise.promise();
    Promise<Void> closed = Promise.promise();
    service =
        (n, request) -> {
          request.connection().closeHandler(closed::complete);
          arrived.complete();
        };
    Promise<Void> signal = Promise.promise();
    Future<RestResponse> call = get().cancelOn(signal.future()).send();
    await(arrived.future());
    signal.tryComplete();
    assertThatThrownBy(() -> await(call))
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("was cancelled");
    await(closed.future());
  }

  @Test
  void aCallThatWaitsForItsRepeatIsCancelled() {
    Promise<Void> signal = Promise.promise();
    service =
        (n, request) -> {
          request.response().putHeader("Retry-After", "2");
          request.response().endHandler(end -> signal.tryComplete());
          answer(request, 503);
        };
    assertThatThrownBy(() -> await(get().cancelOn(signal.future()).send()))
        .isInstanceOf(CancellationException.class);
    assertThat(arrivals).hasSize(1);
  }

  @Test
  void longerAnswersThanAllowedAreRefused() {
    service = (n, request) -> request.response().end("x".repeat(5000));
    assertThat(await(get().send(String.class))).hasSize(5000);
    RestClient small = api.withMaxResponseBody(4999);
    assertThatThrownBy(() -> await(small.call(HttpMethod.GET, "/").send()))
        .isInstanceOf(ResponseMappingException.class)
        .hasMessageContaining("answered more than 4999 bytes");
    assertThat(arrivals).hasSize(2);
  }
}
