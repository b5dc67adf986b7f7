package com.example.kv;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Leases of the server: made for each that asks, renewed unless they must not be, revoked. */
final class Leases {
  private static final String CREDENTIALS = "/v1/database/creds/";

  final Set<String> open = ConcurrentHashMap.newKeySet();
  final AtomicInteger granted = new AtomicInteger();
  final AtomicInteger renewed = new AtomicInteger();
  volatile boolean renewable = true;
  volatile long seconds = 2;

  void answer(HttpServerRequest request) {
    if (request.path().startsWith(CREDENTIALS)) {
      int number = granted.incrementAndGet();
      String id = request.path().substring("/v1/".length()) + "/" + number;
      open.add(id);
      JsonObject data = new JsonObject().put("username", "v-" + number).put("password", "p");
      end(request, lease(id).put("data", data));
    } else {
      request.body().onSuccess(body -> change(request, body));
    }
  }

  private void change(HttpServerRequest request, Buffer body) {
    String id = body.toJsonObject().getString("lease_id");
    boolean revokes = request.path().endsWith("/revoke");
    if (!open.contains(id) || (!revokes && !renewable)) {
      request.response().setStatusCode(400).end("{\"errors\":[]}");
    } else if (revokes) {
      open.remove(id);
      request.response().setStatusCode(204).end();
    } else {
      renewed.incrementAndGet();
      end(request, lease(id));
    }
  }

  private JsonObject lease(String id) {
    // That it is renewable is what it says even when its renewal is refused.
    return new JsonObject()
        .put("lease_id", id)
        .put("renewable", true)
        .put("lease_duration", seconds);
  }

  private static void end(HttpServerRequest request, JsonObject answer) {
    request.response().end(answer.toBuffer());
  }
}
