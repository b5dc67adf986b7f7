package io.saigon.testkit.internal.inspection;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Body;
import io.saigon.testkit.internal.wire.Guarded;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Serves the inspection: views that are read, and changes that are posted, all of them JSON. */
public final class InspectionFront {
  /** The beginning of the paths of all views. */
  public static final String PATH = "/_saigon/";

  private static final int MOST = 1 << 20;

  /** Reads a part of the state, as a JSON object or array. */
  @FunctionalInterface
  public interface View {
    Object of(Query query);
  }

  /** Changes the state by a JSON object. */
  @FunctionalInterface
  public interface Change {
    Future<Void> by(JsonObject change);
  }

  private final Vertx vertx;
  private final Map<String, View> views = new ConcurrentSkipListMap<>();
  private final Map<String, Change> changes = new ConcurrentSkipListMap<>();

  public InspectionFront(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Adds a view. */
  public InspectionFront view(String name, View view) {
    views.put(name, view);
    return this;
  }

  /** Adds a change. */
  public InspectionFront change(String name, Change change) {
    changes.put(name, change);
    return this;
  }

  /** Returns whether a request is one of the inspection. */
  public boolean accepts(HttpServerRequest request) {
    String path = request.path();
    return path != null && path.startsWith(PATH);
  }

  /** Answers a request. */
  public void handle(HttpServerRequest request) {
    Guarded.run(request, error -> refuse(request, error), () -> dispatch(request));
  }

  private void dispatch(HttpServerRequest request) {
    String name = request.path().substring(PATH.length());
    View view = views.get(name);
    Change change = changes.get(name);
    if (request.method().equals(HttpMethod.POST) && change != null) {
      change(request, change);
    } else if (!request.method().equals(HttpMethod.GET)) {
      refuse(request, new AwsError(405, "", "Not a change; " + PATH + " lists what there is"));
    } else if (name.isEmpty()) {
      answer(request, index());
    } else if (view == null) {
      refuse(request, new AwsError(404, "", "No such view; " + PATH + " lists those there are"));
    } else {
      HostAndPort to = request.authority();
      Query query = new Query(request.params(), to == null ? "localhost" : to.host());
      end(request, vertx.executeBlocking(() -> view.of(query), false));
    }
  }

  private void change(HttpServerRequest request, Change change) {
    // Web pages of other origins cannot send this type without being allowed to.
    String type = request.getHeader("Content-Type");
    if (type == null || !type.startsWith("application/json")) {
      refuse(request, new AwsError(415, "", "The Content-Type must be application/json"));
      return;
    }
    end(
        request,
        Body.of(request, MOST)
            .compose(body -> vertx.executeBlocking(() -> change.by(new JsonObject(body)), false))
            .compose(done -> done)
            .map(done -> new JsonObject()));
  }

  private void end(HttpServerRequest request, Future<?> result) {
    result
        .onSuccess(
            json ->
                Guarded.run(request, error -> refuse(request, error), () -> answer(request, json)))
        .onFailure(failure -> refuse(request, asError(failure)));
  }

  private static AwsError asError(Throwable failure) {
    return failure instanceof IllegalArgumentException
            || failure instanceof DecodeException
            || failure instanceof ClassCastException
        ? new AwsError(400, "", String.valueOf(failure.getMessage()))
        : Guarded.asError(failure);
  }

  private JsonObject index() {
    return new JsonObject()
        .put("read", new JsonArray(List.copyOf(views.keySet())))
        .put("post", new JsonArray(List.copyOf(changes.keySet())));
  }

  private static void answer(HttpServerRequest request, @Nullable Object json) {
    send(request, 200, Json.encodeToBuffer(json));
  }

  private static void refuse(HttpServerRequest request, AwsError error) {
    JsonObject body = new JsonObject().put("message", error.text());
    send(request, error.status(), body.toBuffer());
  }

  private static void send(HttpServerRequest request, int status, Buffer body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .end(body);
  }
}
