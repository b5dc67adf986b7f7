package io.saigon.rest.vertx;

import static io.saigon.rest.vertx.RestClientIT.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Calls of a service that answers as a test says, and tells what arrived. */
abstract class CallsOfAService {
  static final RetryPolicy SOON =
      RetryPolicy.defaults().withDelays(Duration.ofMillis(1), Duration.ofSeconds(3));

  final Vertx vertx = Vertx.vertx();
  final List<String> arrivals = new CopyOnWriteArrayList<>();
  volatile BiConsumer<Integer, HttpServerRequest> service;
  HttpServer server;
  RestClient api;

  @BeforeEach
  void start() {
    server =
        await(
            vertx
                .createHttpServer()
                .requestHandler(
                    request ->
                        request
                            .body()
                            .onSuccess(
                                body -> {
                                  arrivals.add(request.method() + " " + body);
                                  service.accept(arrivals.size(), request);
                                }))
                .listen(0, "127.0.0.1"));
    api = RestClient.create(vertx, "http://127.0.0.1:" + server.actualPort()).withRetry(SOON);
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  final RestCall get() {
    return api.call(HttpMethod.GET, "/x");
  }

  static void answer(HttpServerRequest request, int status) {
    request.response().setStatusCode(status).end("answer");
  }
}
