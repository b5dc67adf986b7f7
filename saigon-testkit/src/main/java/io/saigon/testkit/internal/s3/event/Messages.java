package io.saigon.testkit.internal.s3.event;

import io.saigon.testkit.internal.lambda.Lambdas;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The messages that destinations got, and handlers of more. Safe for use from any thread. */
public final class Messages {
  private static final int MOST = 1000;

  private final Lambdas lambdas;
  private final Map<String, Deque<JsonObject>> sent = new ConcurrentHashMap<>();
  private final Map<String, Consumer<JsonObject>> handlers = new ConcurrentHashMap<>();

  /**
   * @param lambdas functions that get messages where no handler does
   */
  public Messages(Lambdas lambdas) {
    this.lambdas = lambdas;
  }

  /** Sends a message; the handler or function runs before this returns. */
  void send(String arn, JsonObject message) {
    Deque<JsonObject> messages = sent.computeIfAbsent(arn, key -> new ArrayDeque<>());
    synchronized (messages) {
      messages.add(message);
      if (messages.size() > MOST) {
        messages.remove();
      }
    }
    Consumer<JsonObject> handler = handlers.get(arn);
    if (handler != null) {
      handler.accept(message.copy());
      return;
    }
    Lambdas.Handler function = lambdas.find(arn).orElse(null);
    if (function != null) {
      call(function, message.copy());
    }
  }

  private static void call(Lambdas.Handler function, JsonObject message) {
    try {
      function.handle(message);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Returns copies of the messages of a destination, oldest first, and the last thousand at most.
   */
  public List<JsonObject> sent(String arn) {
    Deque<JsonObject> messages = sent.get(arn);
    if (messages == null) {
      return List.of();
    }
    synchronized (messages) {
      return new ArrayList<>(messages).stream().map(JsonObject::copy).toList();
    }
  }

  /** Sets the handler of a destination, in place of an earlier one. */
  public void handler(String arn, Consumer<JsonObject> handler) {
    handlers.put(arn, handler);
  }
}
