package io.saigon.rest.vertx;

import static io.saigon.testkit.Await.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server that answers each request by a script, and a client of it. */
public abstract class ScriptedService {
  public record Page(List<Integer> items, @Nullable String nextToken) {}

  final Vertx vertx = Vertx.vertx();

  final List<String> arrivals = new CopyOnWriteArrayList<>();

  volatile BiConsumer<Integer, HttpServerRequest> service;

  RestClient api;

  @BeforeEach
  void start() {
    HttpServer server =
        await(
            vertx
                .createHttpServer()
                .requestHandler(
                    request -> {
                      arrivals.add(request.uri());
                      service.accept(arrivals.size(), request);
                    })
                .listen(0, "127.0.0.1"));
    api = RestClient.create(vertx, "http://127.0.0.1:" + server.actualPort() + "/v1");
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  static void page(HttpServerRequest request, int n, String next) {
    JsonObject page = new JsonObject().put("items", new JsonArray().add(n).add(n));
    request.response().end(page.put("nextToken", next).toBuffer());
  }
}
