package io.saigon.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
@ExtendWith(LeakCheck.class)
class ProxyIT {
  private final Vertx vertx = Vertx.vertx();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private HttpServer proxy;

  @BeforeEach
  void start() throws Exception {
    proxy =
        vertx
            .createHttpServer()
            .requestHandler(this::forward)
            .listen(0, "localhost")
            .await(10, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private void forward(HttpServerRequest request) {
    seen.add(
        request.method() + " " + request.uri() + " " + request.getHeader("Proxy-Authorization"));
    if (request.method() == HttpMethod.CONNECT) {
      request.response().setStatusCode(502).end();
    } else {
      request.response().end("from the proxy");
    }
  }

  private VertxAsyncHttpClient through(HttpProxy proxy) {
    return VertxAsyncHttpClient.builder(vertx).proxy(proxy).build();
  }

  @Test
  void aPlainCallGoesThroughTheProxyWithItsLogin() throws Exception {
    VertxAsyncHttpClient client =
        through(HttpProxy.of("localhost", proxy.actualPort()).withLogin("ann", "pass"));
    assertThat(Call.get(client, "http://aws.example/a//b?c=%2F").text())
        .isEqualTo("from the proxy");
    String login = Base64.getEncoder().encodeToString("ann:pass".getBytes(StandardCharsets.UTF_8));
    assertThat(seen).containsExactly("GET http://aws.example/a//b?c=%2F Basic " + login);
  }

  @Test
  void aTlsCallUsesATunnelOfTheProxy() throws Exception {
    VertxAsyncHttpClient client = through(HttpProxy.of("localhost", proxy.actualPort()));
    assertThat(Call.get(client, "https://aws.example/").failure())
        .isInstanceOf(java.io.IOException.class);
    assertThat(seen).containsExactly("CONNECT aws.example:443 null");
  }

  @Test
  void hostsThatNeedNoProxyAreCalledDirectly() throws Exception {
    HttpServer direct =
        vertx
            .createHttpServer()
            .requestHandler(request -> request.response().end("direct"))
            .listen(0, "localhost")
            .await(10, TimeUnit.SECONDS);
    VertxAsyncHttpClient client =
        through(
            HttpProxy.of("localhost", proxy.actualPort()).withNonProxyHosts(Set.of("localhost")));
    assertThat(Call.get(client, "http://localhost:" + direct.actualPort() + "/").text())
        .isEqualTo("direct");
    assertThat(seen).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, LocalHost, true",
    "localhost, localhost.example, false",
    "*.internal, a.b.internal, true",
    "*.internal, internal, false",
    ".internal, a.internal, true",
    ".internal, internal, true",
    ".internal, notinternal, false",
    "*, anything, true",
    "10.0.*, 10.0.0.7, true",
    "a.b, axb, false"
  })
  void namesOfDirectHostsMatch(String name, String host, boolean direct) {
    HttpProxy proxy = HttpProxy.of("proxy", 80).withNonProxyHosts(Set.of(name));
    assertThat(proxy.toward(host) == null).isEqualTo(direct);
  }

  @Test
  void thePasswordIsNotPrinted() {
    assertThat(HttpProxy.of("proxy", 80).withLogin("ann", "CANARY").toString())
        .doesNotContain("CANARY");
  }
}
