package io.saigon.api.vault;

import io.vertx.core.Future;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A handle that its secret updates. */
final class CachedRef<T> implements SecretRef<T> {
  private record State(Decoded decoded, @Nullable RuntimeException failure) {}

  private final Type model;
  private final CacheTime time;
  private final Consumer<CachedRef<T>> onClose;
  private final Runnable onExpired;
  // Null only until its secret was read, before which the handle is not published.
  private volatile @Nullable State state;

  /**
   * @param onExpired runs for each read after the value expired, on the reader's thread
   */
  CachedRef(Type model, CacheTime time, Consumer<CachedRef<T>> onClose, Runnable onExpired) {
    this.model = model;
    this.time = time;
    this.onClose = onClose;
    this.onExpired = onExpired;
  }

  Type model() {
    return model;
  }

  void set(Decoded decoded) {
    Future<?> result = decoded.result();
    state = new State(decoded, result.failed() ? (RuntimeException) result.cause() : null);
  }

  void fail(RuntimeException failure) {
    State before = state;
    if (before != null) {
      state = new State(before.decoded, failure);
    }
  }

  private State state() {
    State now = state;
    if (now == null) {
      throw new IllegalStateException("The handle's secret was not read yet");
    }
    return now;
  }

  @Override
  @SuppressWarnings("unchecked") // what is decoded into a model is of its type
  public T current() {
    State now = state();
    if (now.failure != null) {
      throw now.failure;
    }
    if (now.decoded.isExpired(time)) {
      // The handle is closed, or its secret's timer late, as after a suspension of the machine.
      onExpired.run();
      throw ExpiredSecrets.readAgain(now.decoded.fetched().value());
    }
    return (T) now.decoded.handedOut().result();
  }

  @Override
  public @Nullable String version() {
    return state().decoded.fetched().value().version();
  }

  @Override
  public Duration age() {
    return Duration.ofMillis(time.millis() - state().decoded.fetched().at());
  }

  @Override
  public void close() {
    onClose.accept(this);
  }

  @Override
  public String toString() {
    return "SecretRef[" + MappingFailures.simpleName(model) + ", version=" + version() + "]";
  }
}
