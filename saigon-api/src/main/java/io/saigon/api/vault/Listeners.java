package io.saigon.api.vault;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** Handlers of one kind of event, each called on the context that added it. */
final class Listeners<E> {
  private record Listener<E>(Context context, Handler<E> handler) {}

  private final Vertx vertx;
  private final List<Listener<E>> listeners = new CopyOnWriteArrayList<>();

  Listeners(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Adds a handler; the result removes it. */
  Runnable add(Handler<E> handler) {
    Objects.requireNonNull(handler, "handler");
    Listener<E> listener = new Listener<>(vertx.getOrCreateContext(), handler);
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  void emit(E event) {
    listeners.forEach(l -> l.context.runOnContext(v -> l.handler.handle(event)));
  }

  void clear() {
    listeners.clear();
  }
}
