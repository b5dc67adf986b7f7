package io.saigon.api.vault;

import io.vertx.core.Future;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A handle that its secret updates. */
final class CachedRef<T> implements SecretRef<T> {
  private record State<T>(
      @Nullable T value, @Nullable String version, long fetchedAt, @Nullable Throwable failure) {}

  private final Type model;
  private final SecretDecoder decoder;
  private final CacheTime time;
  private final Consumer<CachedRef<T>> onClose;
  private volatile State<T> state;

  CachedRef(
      Type model, T first, SecretDecoder decoder, CacheTime time, Consumer<CachedRef<T>> onClose) {
    this.model = model;
    this.state = new State<>(first, null, time.nanoTime(), null);
    this.decoder = decoder;
    this.time = time;
    this.onClose = onClose;
  }

  @SuppressWarnings("unchecked") // The model is T's.
  void set(SecretValue fetched, long fetchedAt) {
    Future<?> decoded = decoder.decoded(fetched, model);
    state =
        decoded.succeeded()
            ? new State<>((T) decoded.result(), fetched.version(), fetchedAt, null)
            : new State<>(null, fetched.version(), fetchedAt, decoded.cause());
  }

  void fail(Throwable failure) {
    State<T> before = state;
    state = new State<>(null, before.version, before.fetchedAt, failure);
  }

  @Override
  public T current() {
    State<T> now = state;
    if (now.failure instanceof RuntimeException failure) {
      throw failure;
    }
    return Objects.requireNonNull(now.value);
  }

  @Override
  public @Nullable String version() {
    return state.version;
  }

  @Override
  public Duration age() {
    return Duration.ofNanos(time.nanoTime() - state.fetchedAt);
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
