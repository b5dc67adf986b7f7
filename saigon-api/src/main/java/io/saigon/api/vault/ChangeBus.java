package io.saigon.api.vault;

import io.saigon.api.context.CallerContext;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Announces changed secrets: to listeners here, and over the event bus to other vaults. */
final class ChangeBus {
  private static final String ORIGIN = "origin";

  private final Vertx vertx;
  private final CallerContext context;
  private final String vault;
  private final String origin = UUID.randomUUID().toString();
  private final Listeners<SecretChange> listeners;
  private @Nullable MessageConsumer<Object> consumer;

  ChangeBus(Vertx vertx, CallerContext context, String vault) {
    this.vertx = vertx;
    this.context = context;
    this.vault = vault;
    this.listeners = new Listeners<>(vertx);
  }

  /** Subscribes to changes that other vaults of this name found. */
  void listen(Handler<SecretChange> handler) {
    context.runLater(
        () ->
            consumer =
                vertx
                    .eventBus()
                    .consumer(SecretChange.ADDRESS, message -> receive(message, handler)));
  }

  // Any sender can use the address, so foreign messages are ignored.
  private void receive(Message<Object> message, Handler<SecretChange> handler) {
    boolean isOwn = origin.equals(message.headers().get(ORIGIN));
    if (!isOwn
        && message.body() instanceof JsonObject json
        && vault.equals(json.getValue("vault"))
        && json.getValue("key") instanceof String key) {
      String version = json.getValue("version") instanceof String v ? v : null;
      handler.handle(new SecretChange(vault, key, version));
    }
  }

  Runnable add(Handler<SecretChange> handler) {
    return listeners.add(handler);
  }

  void announce(SecretChange change, boolean overTheBus) {
    listeners.emit(change);
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

  Future<Void> close() {
    listeners.clear();
    MessageConsumer<Object> listening = consumer;
    consumer = null;
    return listening == null ? Future.succeededFuture() : listening.unregister();
  }
}
