package io.saigon.rest.vertx;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.error.TransportException;
import io.saigon.api.rest.HttpStatusException;
import io.saigon.rest.vertx.http.Backoff;
import io.saigon.testkit.fault.FaultyWire;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repeats of calls. */
public class RepeatedCallsIT extends CallsOfAService {
  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void transientStatusesAreRetried(int status) {
    service = (n, request) -> answer(request, n < 3 ? status : 200);
    assertThat(await(get().send(String.class))).isEqualTo("answer");
    assertThat(arrivals).hasSize(3);
  }

  @Test
  void afterTheLastAttemptTheCallFailsWithItsStatus() {
    service = (n, request) -> answer(request, 503);
    assertThatThrownBy(() -> await(get().send()))
        .isInstanceOfSatisfying(
            HttpStatusException.class, e -> assertThat(e.statusCode()).isEqualTo(503));
    assertThat(arrivals).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 409, 501})
  void permanentStatusesAreNotRetried(int status) {
    service = (n, request) -> answer(request, status);
    assertThatThrownBy(() -> await(get().send())).isInstanceOf(HttpStatusException.class);
    assertThat(arrivals).hasSize(1);
  }

  @Test
  void postsAreRetriedOnlyIfDeclaredIdempotent() {
    service = (n, request) -> answer(request, 503);
    RestCall post = api.call(HttpMethod.POST, "/x").text("body");
    assertThatThrownBy(() -> await(post.send())).isInstanceOf(HttpStatusException.class);
    assertThat(arrivals).containsExactly("POST body");
    assertThatThrownBy(() -> await(post.idempotent().send()))
        .isInstanceOf(HttpStatusException.class);
    assertThat(arrivals).containsExactly("POST body", "POST body", "POST body", "POST body");
  }

  @Test
  void retriesSendTheOriginalBytes() {
    Buffer body = Buffer.buffer("given");
    service =
        (n, request) -> {
          body.setString(0, "other");
          answer(request, n < 3 ? 503 : 200);
        };
    await(api.call(HttpMethod.PUT, "/x").body(body, "x/y").send());
    assertThat(arrivals).containsExactly("PUT given", "PUT given", "PUT given");
  }

  @Test
  void retryAfterOfTheServiceIsHonoured() {
    service =
        (n, request) -> {
          request.response().putHeader("Retry-After", "1");
          answer(request, n < 2 ? 503 : 200);
        };
    long start = System.nanoTime();
    await(get().send());
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(990));
    assertThat(arrivals).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3600", "99999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"})
  void aRetryAfterThatIsTooLongFailsAtOnce(String pause) {
    service =
        (n, request) -> {
          request.response().putHeader("Retry-After", pause);
          answer(request, 503);
        };
    assertThatThrownBy(() -> await(get().send())).isInstanceOf(HttpStatusException.class);
    assertThat(arrivals).hasSize(1);
  }

  @Test
  void brokenConnectionsAreRetried() {
    service = (n, request) -> breakOr(n < 3, request);
    assertThat(await(get().send(String.class))).isEqualTo("answer");
    assertThat(arrivals).hasSize(3);
    arrivals.clear();
    assertThatThrownBy(() -> await(api.call(HttpMethod.POST, "/x").send()))
        .isInstanceOf(TransportException.class);
    assertThat(arrivals).hasSize(1);
  }

  @Test
  void truncatedResponsesAreRetried() {
    FaultyWire wire = await(FaultyWire.start(vertx, "127.0.0.1", server.actualPort()));
    wire.closeAfter(70);
    service =
        (n, request) -> {
          if (n == 2) {
            wire.heal();
          }
          request.response().end("long ".repeat(100));
        };
    RestClient through = RestClient.create(vertx, "http://127.0.0.1:" + wire.port());
    assertThat(await(through.withRetry(SOON).call(HttpMethod.GET, "/").send(String.class)))
        .hasSize(500);
    assertThat(arrivals).hasSize(2);
  }

  @Test
  void anyCallThatNeverReachedAServiceIsRetried() throws IOException {
    service = (n, request) -> answer(request, 200);
    // A port that is bound but does not listen refuses connections, and no other process can take
    // it.
    try (Socket refusing = new Socket()) {
      refusing.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
      URI listening = api.baseUrl().resolve("/x");
      AtomicInteger attempts = new AtomicInteger();
      RestClient moving =
          RestClient.create(
              vertx,
              "http://127.0.0.1:" + refusing.getLocalPort(),
              request ->
                  Future.succeededFuture(
                      attempts.incrementAndGet() < 3 ? request : request.withUri(listening)));
      RestCall post = moving.withRetry(SOON).call(HttpMethod.POST, "/x").text("body");
      assertThat(await(post.send(String.class))).isEqualTo("answer");
      assertThat(attempts).hasValue(3);
      assertThat(arrivals).containsExactly("POST body");
    }
  }

  @Test
  void policiesAreChecked() {
    assertThatThrownBy(() -> SOON.withMaxAttempts(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SOON.withDelays(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> api.withTimeout(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> api.withMaxResponseBody(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(SOON.withStatuses(Set.of(409)).statuses()).containsExactly(409);
  }

  @Test
  void waitsAreRandomWithinALimitThatDoublesUpToAMaximum() {
    Duration first = Duration.ofMillis(100);
    Duration max = Duration.ofMillis(1000);
    for (int failed = 1; failed < 70; failed++) {
      long limit = Math.min(1000, 100L << Math.min(failed - 1, 20));
      assertThat(Backoff.jittered(failed, first, max)).isBetween(0L, limit);
    }
  }

  private static void breakOr(boolean fails, HttpServerRequest request) {
    if (fails) {
      request.connection().close();
    } else {
      answer(request, 200);
    }
  }
}
