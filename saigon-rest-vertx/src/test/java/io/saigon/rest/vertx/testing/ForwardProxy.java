package io.saigon.rest.vertx.testing;

import static io.saigon.testkit.Await.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP proxy: passes plain requests on as they are, and tunnels the others. */
public final class ForwardProxy {
  public final AtomicInteger served = new AtomicInteger();

  /** The port that stands for the standard one of TLS, which a test cannot listen on. */
  public volatile int standardPort = 443;

  private final HttpServer server;
  private final HttpClient client;
  private final NetClient tunnels;

  public ForwardProxy(Vertx vertx) {
    client = vertx.createHttpClient();
    tunnels = vertx.createNetClient();
    server = await(vertx.createHttpServer().requestHandler(this::serve).listen(0, "localhost"));
  }

  public ProxyOptions options() {
    return new ProxyOptions()
        .setType(ProxyType.HTTP)
        .setHost("localhost")
        .setPort(server.actualPort());
  }

  private void serve(HttpServerRequest request) {
    served.incrementAndGet();
    if (request.method().equals(HttpMethod.CONNECT)) {
      tunnel(request);
    } else {
      request.body().compose(body -> pass(request, body)).onFailure(e -> fail(request));
    }
  }

  private Future<Void> pass(HttpServerRequest request, Buffer body) {
    String uri = request.uri();
    int path = uri.indexOf('/', "http://".length());
    String authority = uri.substring("http://".length(), path);
    return client
        .request(
            new RequestOptions()
                .setMethod(request.method())
                .setHost(host(authority))
                .setPort(port(authority))
                .setURI(uri.substring(path))
                .setHeaders(request.headers().copy(true).remove("Transfer-Encoding")))
        .compose(passed -> passed.send(body))
        .compose(answer -> answer(request, answer));
  }

  private static Future<Void> answer(HttpServerRequest request, HttpClientResponse answer) {
    return answer
        .body()
        .compose(
            body -> {
              request.response().setStatusCode(answer.statusCode());
              request.response().headers().addAll(answer.headers());
              return request.response().end(body);
            });
  }

  private void tunnel(HttpServerRequest request) {
    int port = port(request.uri());
    tunnels
        .connect(port == 443 ? standardPort : port, host(request.uri()).replaceAll("[\\[\\]]", ""))
        .onSuccess(
            far -> {
              far.pause();
              request.toNetSocket().onSuccess(near -> join(near, far));
            })
        .onFailure(e -> fail(request));
  }

  private static void join(NetSocket near, NetSocket far) {
    near.pipeTo(far);
    far.pipeTo(near);
    far.resume();
  }

  // Made-up names lead to this machine.
  private static String host(String authority) {
    String host = authority.substring(0, authority.lastIndexOf(':'));
    return host.endsWith("example.com") ? "localhost" : host;
  }

  private static int port(String authority) {
    return Integer.parseInt(authority.substring(authority.lastIndexOf(':') + 1));
  }

  private static void fail(HttpServerRequest request) {
    request.response().setStatusCode(502).end();
  }
}
