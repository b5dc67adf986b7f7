package io.saigon.rest.vertx;

import static io.saigon.testkit.Await.await;

import io.saigon.api.rest.RequestAuthorizer;
import io.saigon.api.rest.RestRequest;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Calls of a service whose answers a test chooses, and which records the requests. */
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

  static WaitPolicy wait(Duration atMost) {
    return WaitPolicy.upTo(atMost).withInterval(Duration.ofSeconds(30));
  }

  final Future<?> onContext(Supplier<Future<?>> call) {
    return onContext(vertx.getOrCreateContext(), call);
  }

  /** Calls on a context, and checks that the result comes there. */
  static Future<?> onContext(Context context, Supplier<Future<?>> call) {
    Promise<Object> result = Promise.promise();
    context.runOnContext(
        run ->
            call.get()
                .onComplete(
                    ended -> {
                      if (Vertx.currentContext() == context) {
                        result.handle(ended.mapEmpty());
                      } else {
                        result.fail(new AssertionError("Not on the caller's context"));
                      }
                    }));
    return result.future();
  }

  /** Authorizes every request. */
  static class Plain implements RequestAuthorizer {
    @Override
    public Future<RestRequest> authorize(RestRequest request) {
      return Future.succeededFuture(request);
    }
  }
}
