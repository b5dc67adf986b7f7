package io.saigon.aws;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server that answers by the path over TLS, and an engine to call it. */
@Timeout(180)
@ExtendWith(LeakCheck.class)
abstract class EngineIT {
  final Vertx vertx = Vertx.vertx();
  final Context loop = vertx.getOrCreateContext();
  final AtomicInteger open = new AtomicInteger();
  final AtomicInteger accepted = new AtomicInteger();
  VertxAsyncHttpClient client;
  private HttpServer server;
  String url;
  final AtomicInteger sent = new AtomicInteger();

  static final int LARGE = 32 * 1024 * 1024;

  @BeforeEach
  void start() throws Exception {
    client = engine().build();
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setSsl(true)
                    .setKeyCertOptions(TestTls.jks())
                    .setHandle100ContinueAutomatically(false))
            .connectionHandler(
                connection -> {
                  accepted.incrementAndGet();
                  open.incrementAndGet();
                  connection.closeHandler(ignored -> open.decrementAndGet());
                })
            .requestHandler(this::handle)
            .listen(0, "localhost")
            .await(10, TimeUnit.SECONDS);
    url = "https://localhost:" + server.actualPort();
  }

  /** Settings of an engine that trusts the server. */
  VertxAsyncHttpClient.Builder engine() {
    return TestTls.trusting(vertx);
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private void handle(HttpServerRequest request) {
    switch (request.path()) {
      case "/echo" ->
          request
              .body()
              .onSuccess(
                  body ->
                      request
                          .response()
                          .putHeader("X-Multi", (Iterable<String>) List.of("a", "b"))
                          .putHeader(
                              "X-Length", String.valueOf(request.getHeader("Content-Length")))
                          .putHeader(
                              "X-Encoding", String.valueOf(request.getHeader("Transfer-Encoding")))
                          .putHeader(
                              "X-Seen", (Iterable<String>) request.headers().getAll("X-Sent"))
                          .end(body));
      case "/continue" -> {
        request.response().writeContinue();
        request.body().onSuccess(body -> request.response().end(body));
      }
      case "/ignorant" -> request.body().onSuccess(body -> request.response().end(body));
      case "/refuse" -> request.response().setStatusCode(417).end("no");
      case "/silent" -> request.body();
      case "/large" -> large(request);
      case "/redirect" ->
          request.response().setStatusCode(301).putHeader("Location", "/echo").end();
      case "/gzip" ->
          request
              .response()
              .putHeader("Content-Encoding", "gzip")
              .end(String.valueOf(request.getHeader("Accept-Encoding")));
      default -> request.response().setStatusCode(404).end();
    }
  }

  private void large(HttpServerRequest request) {
    pump(request.response().putHeader("Content-Length", String.valueOf(LARGE)), LARGE);
  }

  /** Sends part after part, each once the last one is on its way: queues before TLS never fill. */
  private void pump(HttpServerResponse response, int left) {
    if (left == 0) {
      response.end();
      return;
    }
    response
        .write(Buffer.buffer(new byte[65536]))
        .onSuccess(
            written -> {
              sent.addAndGet(65536);
              vertx.runOnContext(next -> pump(response, left - 65536));
            });
  }

  /** A call that is made on a context, as a verticle makes it. */
  static Call onLoop(Context context, Supplier<Call> call) throws Exception {
    CompletableFuture<Call> made = new CompletableFuture<>();
    context.runOnContext(go -> made.complete(call.get()));
    return made.get(10, TimeUnit.SECONDS);
  }

  /** Polls a condition until it holds. */
  static void await(java.util.function.BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("condition not met in 60 s");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }
}
