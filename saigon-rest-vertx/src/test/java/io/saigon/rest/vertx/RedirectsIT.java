package io.saigon.rest.vertx;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.error.TransportException;
import io.saigon.api.rest.HttpStatusException;
import io.saigon.api.rest.RestRequest;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SelfSignedCertificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Redirects of a service to itself, to others, and to nowhere. */
public class RedirectsIT extends CallsOfAService {
  private record Arrival(MultiMap headers, Buffer body) {}

  private final List<Arrival> otherOrigin = new CopyOnWriteArrayList<>();
  private HttpServer other;

  @BeforeEach
  void startOther() {
    other = listening(new HttpServerOptions());
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void bodyAndHeadersAreNotSentToAnotherOrigin(int status) {
    service = (n, request) -> redirect(request, status, url(other, "http") + "/found");
    MultiMap canaries = MultiMap.caseInsensitiveMultiMap();
    for (String name : List.of("X-Mine", "Cookie", "X-Api-Key", "Content-Language", "Expect-CT")) {
      canaries.set(name, "canary");
    }
    RestClient authorized =
        RestClient.create(
            vertx,
            api.baseUrl().toString(),
            request -> Future.succeededFuture(signed(request, canaries)));
    String answer =
        await(
            authorized
                .call(HttpMethod.GET, "/_search")
                .header("Accept", "text/x")
                .header("User-Agent", "mine/1")
                .text("canary search")
                .send(String.class));
    assertThat(answer).isEqualTo("found");
    assertThat(otherOrigin).hasSize(1);
    assertThat(otherOrigin.get(0).body().length()).isZero();
    assertThat(otherOrigin.get(0).headers().names())
        .containsExactlyInAnyOrder("host", "Accept", "User-Agent");
    assertThat(otherOrigin.get(0).headers().get("Accept")).isEqualTo("text/x");
    assertThat(otherOrigin.get(0).headers().get("User-Agent")).isEqualTo("mine/1");
  }

  @Test
  void aBodyIsSentAgainToTheSameOrigin() {
    service =
        (n, request) -> {
          if (n == 1) {
            redirect(request, 307, "/moved");
          } else {
            answer(request, 200);
          }
        };
    await(api.call(HttpMethod.GET, "/_search").text("search").send());
    assertThat(arrivals).containsExactly("GET search", "GET search");
  }

  @Test
  void noRedirectFromHttpsToHttpIsFollowed() {
    HttpServer tls =
        await(
            vertx
                .createHttpServer(
                    new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(SelfSignedCertificate.create().keyCertOptions()))
                .requestHandler(
                    request -> redirect(request, 302, url(other, "http") + "/found?token=canary"))
                .listen(0, "127.0.0.1"));
    RestClient secure =
        RestClient.create(
            vertx.createHttpClient(new HttpClientOptions().setTrustAll(true).setVerifyHost(false)),
            url(tls, "https"),
            Future::succeededFuture);
    assertThatThrownBy(() -> await(secure.call(HttpMethod.GET, "/x").send()))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("/x is redirected from https to http")
        .hasMessageContaining("let the service redirect to https")
        .hasMessageNotContaining("canary");
    assertThat(otherOrigin).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:65536/",
        "http://localhost:0/",
        "mailto:x@example.com",
        "http://"
      })
  void aRedirectThatCannotBeFollowedIsTheResponse(String location) {
    service = (n, request) -> redirect(request, 302, location);
    assertThatThrownBy(() -> await(get().send()))
        .isInstanceOfSatisfying(
            HttpStatusException.class, e -> assertThat(e.statusCode()).isEqualTo(302));
    assertThat(arrivals).hasSize(1);
  }

  private HttpServer listening(HttpServerOptions options) {
    return await(
        vertx
            .createHttpServer(options)
            .requestHandler(
                request ->
                    request
                        .body()
                        .onSuccess(
                            body -> {
                              otherOrigin.add(new Arrival(request.headers(), body));
                              request.response().end("found");
                            }))
            .listen(0, "127.0.0.1"));
  }

  private static RestRequest signed(RestRequest request, MultiMap more) {
    return request.withHeaders(request.headers().copy(true).setAll(more));
  }

  private static String url(HttpServer server, String scheme) {
    return scheme + "://127.0.0.1:" + server.actualPort();
  }

  private static void redirect(HttpServerRequest request, int status, String location) {
    request.response().setStatusCode(status).putHeader("Location", location).end();
  }
}
