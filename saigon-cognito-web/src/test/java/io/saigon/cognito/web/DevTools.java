package io.saigon.cognito.web;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Commands and events of the Chrome DevTools Protocol. */
final class DevTools {
  private static final int MAX_MESSAGE = 64 << 20;

  /** Screenshots are long messages. */
  static final WebSocketClientOptions OPTIONS =
      new WebSocketClientOptions().setMaxFrameSize(MAX_MESSAGE).setMaxMessageSize(MAX_MESSAGE);

  private record Waiting(String session, String event, Promise<JsonObject> promise) {}

  private final WebSocket socket;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, Promise<JsonObject>> commands = new ConcurrentHashMap<>();
  private final List<Waiting> events = new CopyOnWriteArrayList<>();

  DevTools(WebSocket socket) {
    this.socket = socket;
    socket.textMessageHandler(this::received);
    socket.closeHandler(
        closed ->
            commands
                .values()
                .forEach(
                    command ->
                        command.tryFail(new IllegalStateException("The browser is closed"))));
  }

  /**
   * Sends a command.
   *
   * @param session session of a tab, or null for the browser
   * @return the result
   */
  Future<JsonObject> send(String method, JsonObject parameters, @Nullable String session) {
    int id = ids.incrementAndGet();
    Promise<JsonObject> result = Promise.promise();
    commands.put(id, result);
    JsonObject message =
        new JsonObject().put("id", id).put("method", method).put("params", parameters);
    if (session != null) {
      message.put("sessionId", session);
    }
    socket.writeTextMessage(message.encode()).onFailure(result::tryFail);
    return result.future();
  }

  /** Returns the next event of a name in a tab. */
  Future<JsonObject> next(String session, String event) {
    Promise<JsonObject> promise = Promise.promise();
    events.add(new Waiting(session, event, promise));
    return promise.future();
  }

  private void received(String text) {
    JsonObject message = new JsonObject(text);
    Promise<JsonObject> command = commands.remove(message.getInteger("id", 0));
    if (command != null) {
      JsonObject error = message.getJsonObject("error");
      if (error == null) {
        command.complete(message.getJsonObject("result"));
      } else {
        command.fail(new IllegalStateException(error.getString("message")));
      }
      return;
    }
    for (Waiting waiting : events) {
      if (waiting.session().equals(message.getString("sessionId"))
          && waiting.event().equals(message.getString("method"))
          && events.remove(waiting)) {
        waiting.promise().complete(message.getJsonObject("params"));
      }
    }
  }
}
