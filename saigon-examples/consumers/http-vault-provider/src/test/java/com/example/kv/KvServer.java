package com.example.kv;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A minimal key-value store: tokens, versions, leases, errors. */
final class KvServer {
  static final String TOKEN = "hvs.0pen-Sesame";
  private static final String PREFIX = "/v1/secret/data/";

  private final Map<String, List<JsonObject>> secrets = new ConcurrentHashMap<>();
  final Leases leases = new Leases();
  private volatile int errorStatus;
  private volatile int port;

  Future<KvServer> start(Vertx vertx) {
    HttpServer server = vertx.createHttpServer().requestHandler(this::answer);
    return server
        .listen(0, "127.0.0.1")
        .map(
            listening -> {
              port = listening.actualPort();
              return this;
            });
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  void put(String key, JsonObject data) {
    secrets.computeIfAbsent(key, k -> new ArrayList<>()).add(data);
  }

  void remove(String key) {
    secrets.remove(key);
  }

  void answerAlways(int status) {
    errorStatus = status;
  }

  private void answer(HttpServerRequest request) {
    if (errorStatus != 0) {
      request.response().setStatusCode(errorStatus).end();
    } else if (!TOKEN.equals(request.getHeader("X-Vault-Token"))) {
      request.response().setStatusCode(403).end();
    } else if (request.path().startsWith(PREFIX)) {
      read(request);
    } else {
      leases.answer(request);
    }
  }

  private void read(HttpServerRequest request) {
    List<JsonObject> versions =
        secrets.getOrDefault(request.path().substring(PREFIX.length()), List.of());
    String asked = request.getParam("version");
    int version = asked == null ? versions.size() : Integer.parseInt(asked);
    if (version < 1 || version > versions.size()) {
      request.response().setStatusCode(404).end("{\"errors\":[]}");
      return;
    }
    JsonObject data =
        new JsonObject()
            .put("data", versions.get(version - 1))
            .put("metadata", new JsonObject().put("version", version));
    request.response().end(new JsonObject().put("data", data).toBuffer());
  }
}
