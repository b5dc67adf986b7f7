package io.saigon.api.vault;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Tells of changed secrets: to listeners here, and over the event bus to other vaults. */
final class Changes {
  private static final String ORIGIN = "origin";

  private record Listener(ContextInternal context, Handler<SecretChange> handler) {}

  private final VertxInternal vertx;
  private final ContextInternal context;
  private final String vault;
  private final String origin = UUID.randomUUID().toString();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private @Nullable MessageConsumer<Object> consumer;

  Changes(VertxInternal vertx, ContextInternal context, String vault) {
    this.vertx = vertx;
    this.context = context;
    this.vault = vault;
  }

  /** Hears of changes that other vaults of this name found. */
  void listen(Handler<SecretChange> elsewhere) {
    context.runOnContext(
        v ->
            consumer =
                vertx
                    .eventBus()
                    .consumer(SecretChange.ADDRESS, message -> heard(message, elsewhere)));
  }

  // Anyone may send to the address, so what is not ours is passed over.
  private void heard(Message<Object> message, Handler<SecretChange> elsewhere) {
    boolean fromHere = origin.equals(message.headers().get(ORIGIN));
    if (!fromHere
        && message.body() instanceof JsonObject json
        && vault.equals(json.getValue("vault"))
        && json.getValue("key") instanceof String key) {
      String version = json.getValue("version") instanceof String v ? v : null;
      elsewhere.handle(new SecretChange(vault, key, version));
    }
  }

  Runnable add(Handler<SecretChange> handler) {
    Objects.requireNonNull(handler, "handler");
    Listener listener = new Listener(vertx.getOrCreateContext(), handler);
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  void tell(SecretChange change, boolean overTheBus) {
    listeners.forEach(l -> l.context.runOnContext(v -> l.handler.handle(change)));
    if (overTheBus) {
      JsonObject json = new JsonObject().put("vault", change.vault()).put("key", change.key());
      if (change.version() != null) {
        json.put("version", change.version());
      }
      vertx
          .eventBus()
          .publish(SecretChange.ADDRESS, json, new DeliveryOptions().addHeader(ORIGIN, origin));
    }
  }

  String vault() {
    return vault;
  }

  Future<Void> close() {
    listeners.clear();
    MessageConsumer<Object> listening = consumer;
    consumer = null;
    return listening == null ? Future.succeededFuture() : listening.unregister();
  }
}
