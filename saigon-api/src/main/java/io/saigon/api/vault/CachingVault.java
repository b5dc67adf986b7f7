package io.saigon.api.vault;

import com.fasterxml.jackson.core.type.TypeReference;
import io.saigon.api.call.Trace;
import io.saigon.api.context.CallerContext;
import io.saigon.api.error.ClosedException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.json.ModelTypes;
import io.vertx.core.Closeable;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A hit costs the caller's thread a map lookup and a volatile read. Everything else (misses,
 * refreshes, timers) happens on the vault's own context, one after the other.
 */
final class CachingVault implements SecretVault {
  private final String name;
  private final Vertx vertx;
  private final CallerContext context;
  private final VaultParts parts;
  private final SecretCache cache;
  private final VaultMonitor monitor;
  private final Closeable withVertx = completion -> shutDown().onComplete(completion);
  private final Promise<Void> closed = Promise.promise();
  private volatile boolean closing;

  private CachingVault(
      String name,
      Vertx vertx,
      SecretSource source,
      SecretVaultOptions options,
      Function<CallerContext, CacheTime> times) {
    this.name = name;
    this.vertx = vertx;
    // Independent of the verticle that happens to create it: others share the vault.
    this.context = CallerContext.detached(vertx);
    this.cache = new SecretCache(options.maxEntries());
    CacheTime time = times.apply(context);
    Leases leases = new Leases(context, time, name, source, options);
    Outages outages = new Outages(vertx, time, name);
    this.monitor = new VaultMonitor(vertx, name, time, cache, outages);
    this.parts =
        new VaultParts(
            name,
            context,
            time,
            Lifetimes.of(options),
            new SecretDecoder(options.strict()),
            new FetchBatcher(context, time, name, source, options, leases),
            leases,
            new ChangeBus(vertx, context, name),
            outages,
            monitor,
            cache);
  }

  static SecretVault create(
      Vertx vertx, String name, SecretSource source, SecretVaultOptions options) {
    return create(vertx, name, source, options, CacheTime::of);
  }

  static SecretVault create(
      Vertx vertx,
      String name,
      SecretSource source,
      SecretVaultOptions options,
      Function<CallerContext, CacheTime> time) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(options, "options");
    CachingVault vault = new CachingVault(name, vertx, source, options, time);
    if (!vault.context.addCloseable(vault.withVertx)) {
      vault.monitor.close();
      throw new ClosedException("The Vert.x instance is closed; create a vault while it runs");
    }
    vault.parts.changeBus().listen(vault::changedByOtherVault);
    return vault;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public <T> Future<T> secret(Class<T> model, String key) {
    return current(model, key);
  }

  @Override
  public <T> Future<T> secret(TypeReference<T> model, String key) {
    return current(Objects.requireNonNull(model, "model").getType(), key);
  }

  @Override
  public <T> Future<T> secret(Class<T> model, SecretId id) {
    return chosen(model, id);
  }

  @Override
  public <T> Future<T> secret(TypeReference<T> model, SecretId id) {
    return chosen(Objects.requireNonNull(model, "model").getType(), id);
  }

  private <T> Future<T> current(Type model, String key) {
    Future<T> hit = hit(model, Objects.requireNonNull(key, "key"));
    return hit != null ? hit : read(model, SecretId.of(key));
  }

  private <T> Future<T> chosen(Type model, SecretId id) {
    Future<T> hit = hit(model, SecretCache.key(Objects.requireNonNull(id, "id")));
    return hit != null ? hit : read(model, id);
  }

  @Override
  public Future<SecretValue> secretValue(SecretId id) {
    return secret(SecretValue.class, id);
  }

  // Each model is decoded into itself, and kept under its own type.
  @SuppressWarnings("unchecked")
  private <T> @Nullable Future<T> hit(Type model, Object cacheKey) {
    CachedSecret known = cache.find(cacheKey);
    Future<T> hit = known == null ? null : (Future<T>) known.hit(model);
    if (hit != null) {
      monitor.read(true);
    }
    return hit;
  }

  private <T> Future<T> read(Type model, SecretId id) {
    ModelTypes.checked(Objects.requireNonNull(model, "model"));
    return traced(() -> load(model, id));
  }

  /** Runs a read on the vault's context, and what it fetches in the trace of the caller. */
  private <T> Future<T> traced(Supplier<Future<T>> read) {
    Trace trace =
        Trace.begin(
            CallerContext.current(vertx), "saigon.vault.read", Map.of("saigon.vault", name));
    return trace == null
        ? onContext(read)
        : this.<T>onContext(() -> parts.batcher().traced(trace, read))
            .onComplete((value, failure) -> trace.end(failure));
  }

  /**
   * Runs a call on the vault's context, unless the vault is closed, and answers on the caller's.
   */
  private <T> Future<T> onContext(Supplier<Future<T>> call) {
    if (closing) {
      return Future.failedFuture(closedVault());
    }
    Promise<T> answer = CallerContext.current(vertx).promise();
    context.runLater(
        () -> (closing ? Future.<T>failedFuture(closedVault()) : call.get()).onComplete(answer));
    return answer.future();
  }

  @SuppressWarnings("unchecked") // as in hit
  private <T> Future<T> load(Type model, SecretId id) {
    return (Future<T>) cached(id).load(model);
  }

  private CachedSecret cached(SecretId id) {
    return cache.get(id, missing -> new CachedSecret(missing, parts));
  }

  @Override
  public <T> Future<Map<String, T>> secrets(Class<T> model, Collection<String> keys) {
    return all(Objects.requireNonNull(model, "model"), keys);
  }

  @Override
  public <T> Future<Map<String, T>> secrets(TypeReference<T> model, Collection<String> keys) {
    return all(Objects.requireNonNull(model, "model").getType(), keys);
  }

  private <T> Future<Map<String, T>> all(Type model, Collection<String> keys) {
    ModelTypes.checked(model);
    List<SecretId> ids =
        Objects.requireNonNull(keys, "keys").stream().distinct().map(SecretId::of).toList();
    return traced(() -> loadAll(model, ids));
  }

  /** Reads all at once, so that the missing ones are fetched together. */
  private <T> Future<Map<String, T>> loadAll(Type model, List<SecretId> ids) {
    Map<String, Future<T>> reads = new LinkedHashMap<>();
    ids.forEach(id -> reads.put(id.key(), load(model, id)));
    return Future.join(List.copyOf(reads.values())).transform(done -> all(reads));
  }

  private <T> Future<Map<String, T>> all(Map<String, Future<T>> reads) {
    Map<String, T> values = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, Future<T>> read : reads.entrySet()) {
      Throwable failure = read.getValue().cause();
      if (failure == null) {
        values.put(read.getKey(), read.getValue().result());
      } else if (failure instanceof NotFoundException) {
        missing.add(read.getKey());
      } else {
        return Future.failedFuture(failure);
      }
    }
    return missing.isEmpty()
        ? Future.succeededFuture(values)
        : Future.failedFuture(
            new NotFoundException(
                "Vault " + name + " does not hold " + missing + "; create them or correct the keys",
                null,
                null));
  }

  @Override
  public <T> Future<T> secretMapping(
      Class<T> model, Map<String, String> attributes, Map<String, ?> extra) {
    ModelTypes.checked(Objects.requireNonNull(model, "model"));
    AttributeMapping mapping =
        new AttributeMapping(
            Objects.requireNonNull(attributes, "attributes"),
            Objects.requireNonNull(extra, "extra"));
    return secrets(String.class, mapping.keys())
        .compose(
            texts -> Future.future(p -> p.complete(parts.decoder().decode(mapping, texts, model))));
  }

  @Override
  public <T> Future<SecretRef<T>> ref(Class<T> model, String key) {
    return handle(Objects.requireNonNull(model, "model"), key);
  }

  @Override
  public <T> Future<SecretRef<T>> ref(TypeReference<T> model, String key) {
    return handle(Objects.requireNonNull(model, "model").getType(), key);
  }

  private <T> Future<SecretRef<T>> handle(Type model, String key) {
    ModelTypes.checked(model);
    SecretId id = SecretId.of(key);
    return onContext(() -> hold(model, id));
  }

  private <T> Future<SecretRef<T>> hold(Type model, SecretId id) {
    CachedSecret secret = cached(id);
    CachedRef<T> ref =
        new CachedRef<>(
            model,
            parts.time(),
            gone -> context.runLater(() -> secret.release(gone)),
            () -> context.runLater(secret::tick));
    return secret.hold(ref).map(ref);
  }

  @Override
  public Future<Void> refresh(String key) {
    SecretId id = SecretId.of(key);
    return onContext(() -> cached(id).refresh(true).mapEmpty());
  }

  private void changedByOtherVault(SecretChange change) {
    CachedSecret known = cache.find(change.key());
    if (known != null) {
      known.changed(change.version());
    }
    cache.above(change.key()).forEach(path -> path.changed(null));
  }

  @Override
  public void invalidate(String key) {
    Objects.requireNonNull(key, "key");
    cache.all().stream().filter(s -> SecretCache.covers(s.id(), key)).forEach(this::invalidate);
  }

  @Override
  public void invalidateAll() {
    cache.all().forEach(this::invalidate);
  }

  private void invalidate(CachedSecret secret) {
    secret.invalidate();
    context.runLater(() -> secret.releaseInvalidated());
  }

  @Override
  public Runnable onChange(Handler<SecretChange> handler) {
    requireOpen();
    return parts.changeBus().add(handler);
  }

  @Override
  public Runnable onRefreshFailure(Handler<SecretRefreshFailure> handler) {
    requireOpen();
    return parts.outages().add(handler);
  }

  private void requireOpen() {
    if (closing) {
      throw closedVault();
    }
  }

  @Override
  public Future<Void> close() {
    if (closing) {
      return closed.future();
    }
    return CallerContext.current(vertx).complete(shutDown());
  }

  private synchronized Future<Void> shutDown() {
    if (!closing) {
      closing = true;
      monitor.close();
      context.removeCloseable(withVertx);
      // Marked at once for all threads; the rest is done on the vault's context.
      cache.all().forEach(CachedSecret::invalidate);
      context.runLater(() -> closeAll().onComplete(closed));
    }
    return closed.future();
  }

  private Future<Void> closeAll() {
    ClosedException failure = closedVault();
    cache.all().forEach(secret -> secret.close(failure));
    parts.batcher().close(failure);
    parts.outages().close();
    return Future.join(parts.leases().close(), parts.changeBus().close()).mapEmpty();
  }

  private ClosedException closedVault() {
    return new ClosedException("Vault " + name + " is closed; create another");
  }
}
