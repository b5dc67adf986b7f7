package io.saigon.rest.vertx.webclient;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.saigon.api.rest.HttpStatusException;
import io.saigon.rest.vertx.testing.Gateway;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of redirects, for the interceptor and for the signing WebClient. */
public abstract class SigningRedirectsContract extends SigningFailuresContract {
  @Test
  void redirectsToTheSameOriginAreSignedAnew() {
    redirect("/r1", "/a%2Fb%20c?x=%C3%A9");
    accepted(request(HttpMethod.GET, "/r1").putHeader("X-Amz-Target", "t").send(), "");
    assertThat(last().uri()).isEqualTo("/a%2Fb%20c?x=%C3%A9");
    assertThat(last().headers().get("X-Amz-Target")).isEqualTo("t");
    gateway.routes.put(
        "/r303",
        (request, body) ->
            request.response().setStatusCode(303).putHeader("Location", "/done").end());
    accepted(post("/r303").sendJsonObject(new JsonObject()), "");
    assertThat(last().method()).isEqualTo("GET");
  }

  @Test
  void redirectsToAnotherOriginAndLaterOnesCarryNoCredentialsOrCustomHeaders() {
    redirect("/r1", gateway.scheme() + "://127.0.0.1:" + gateway.port() + "/open/other");
    redirect("/open/other", gateway.url() + "/open/back");
    redirect("/open/back", "/open/again");
    HttpRequest<Buffer> request =
        request(HttpMethod.GET, "/r1")
            .putHeader("Accept", "application/json")
            .putHeader("X-Amz-Target", "t")
            .putHeader("X-Custom-Secret", "hush")
            .putHeader("Proxy-Authorization", "Basic aHVzaA==")
            .putHeader("Cookie", "session=hush")
            .putHeader("Content-Type", "text/plain");
    await(request.sendBuffer(Buffer.buffer("hush")));
    assertThat(gateway.arrivals).hasSize(4);
    assertThat(gateway.arrivals.get(0).headers().get("X-Custom-Secret")).isEqualTo("hush");
    for (Gateway.Arrival arrival : gateway.arrivals.subList(1, 4)) {
      assertThat(arrival.headers().names().stream().map(n -> n.toLowerCase(Locale.ROOT)))
          .isSubsetOf("accept", "user-agent", "host", "content-length")
          .contains("accept", "user-agent");
      assertThat(arrival.body().length()).isZero();
    }
  }

  @Test
  void answersOfAnotherOriginDoNotCorrectTheClock() {
    redirect("/open/r1", gateway.scheme() + "://127.0.0.1:" + gateway.port() + "/refused");
    gateway.ahead = Duration.ofHours(2);
    assertThat(await(request(HttpMethod.GET, "/open/r1").send()).statusCode()).isEqualTo(403);
    gateway.ahead = Duration.ZERO;
    gateway.arrivals.clear();
    accepted(request(HttpMethod.GET, "/x").send(), "");
    assertThat(gateway.arrivals).hasSize(1);
  }

  @Test
  void redirectsFromHttpsToHttpFail() {
    assumeTrue(options().isSsl(), "There is nothing to step down from");
    redirect("/r1", "http://localhost:" + gateway.port() + "/open/plain");
    assertThatThrownBy(() -> await(request(HttpMethod.GET, "/r1?token=hush").send()))
        .isInstanceOfSatisfying(
            HttpStatusException.class, e -> assertThat(e.statusCode()).isEqualTo(302))
        .hasMessageContaining("/r1 answered 302; the redirect is not followed")
        .hasMessageContaining("from https to http")
        .hasMessageNotContaining("hush");
    assertThat(gateway.arrivals).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {":70000/x", ":0/x", ":99999999999/x"})
  void redirectsToInvalidTargetsFail(String portAndPath) {
    redirect("/r1", gateway.scheme() + "://localhost" + portAndPath);
    for (boolean onContext : new boolean[] {true, false}) {
      Future<HttpResponse<Buffer>> call =
          onContext
              ? onContext(() -> request(HttpMethod.GET, "/r1").send())
              : request(HttpMethod.GET, "/r1").send();
      assertThatThrownBy(() -> await(call))
          .isInstanceOf(HttpStatusException.class)
          .hasMessageContaining("the redirect is not followed");
    }
    assertThat(gateway.arrivals).hasSize(2);
  }

  @Test
  void theBodyOfARedirectDoesNotBlockItsConnection() {
    gateway.routes.put(
        "/r1",
        (request, body) ->
            request
                .response()
                .setStatusCode(302)
                .putHeader("Location", "/x")
                .end(Buffer.buffer(new byte[1_000_000])));
    PoolOptions one = new PoolOptions().setHttp1MaxSize(1).setHttp2MaxSize(1);
    client = client(vertx, options(), one, credentials, SCOPE, SigningOptions.defaults());
    accepted(request(HttpMethod.GET, "/r1").send(), "");
    assertThat(last().uri()).isEqualTo("/x");
  }
}
