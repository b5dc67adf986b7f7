package io.saigon.api.vault;

import com.fasterxml.jackson.core.type.TypeReference;
import io.saigon.api.ClosedException;
import io.saigon.api.NotFoundException;
import io.saigon.api.spi.SecretSource;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A hit costs the caller's thread a map lookup and a volatile read. Everything else (misses,
 * refreshes, timers) happens on the vault's own context, one after the other.
 */
final class CachingVault implements SecretVault {
  private final String name;
  private final VertxInternal vertx;
  private final ContextInternal context;
  private final CacheTime time;
  private final SecretDecoder decoder;
  private final SecretVaultOptions options;
  private final Fetches fetches;
  private final Changes changes;
  // By key for current values, so that a hit makes no SecretId; by SecretId for others.
  private final Map<Object, CachedSecret> secrets = new ConcurrentHashMap<>();
  private boolean closed;

  private CachingVault(
      String name,
      VertxInternal vertx,
      SecretSource source,
      SecretVaultOptions options,
      Function<ContextInternal, CacheTime> time) {
    this.name = name;
    this.vertx = vertx;
    // Independent of the verticle that happens to create it: others share the vault.
    this.context = vertx.createEventLoopContext();
    this.time = time.apply(context);
    this.decoder = new SecretDecoder(options.strict());
    this.options = options;
    this.fetches = new Fetches(context, name, source, options.fetchTimeout());
    this.changes = new Changes(vertx, context, name);
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
      Function<ContextInternal, CacheTime> time) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(options, "options");
    VertxInternal internal = (VertxInternal) Objects.requireNonNull(vertx, "vertx");
    CachingVault vault = new CachingVault(name, internal, source, options, time);
    vault.changes.listen(vault::changedElsewhere);
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
    return current(model.getType(), key);
  }

  @Override
  public <T> Future<T> secret(Class<T> model, SecretId id) {
    return chosen(model, id);
  }

  @Override
  public <T> Future<T> secret(TypeReference<T> model, SecretId id) {
    return chosen(model.getType(), id);
  }

  private <T> Future<T> current(Type model, String key) {
    Future<T> hit = hit(model, Objects.requireNonNull(key, "key"));
    return hit != null ? hit : read(model, SecretId.of(key));
  }

  private <T> Future<T> chosen(Type model, SecretId id) {
    Future<T> hit = hit(model, cacheKey(Objects.requireNonNull(id, "id")));
    return hit != null ? hit : read(model, id);
  }

  @Override
  public Future<SecretValue> secretValue(SecretId id) {
    return secret(SecretValue.class, id);
  }

  // Each model is decoded into itself, and kept under its own type.
  @SuppressWarnings("unchecked")
  private <T> @Nullable Future<T> hit(Type model, Object cacheKey) {
    CachedSecret known = secrets.get(cacheKey);
    return known == null ? null : (Future<T>) known.hit(model);
  }

  @SuppressWarnings("unchecked")
  private <T> Future<T> read(Type model, SecretId id) {
    Objects.requireNonNull(model, "model");
    Promise<T> answer = vertx.getOrCreateContext().promise();
    context.runOnContext(v -> ((Future<T>) load(model, id)).onComplete(answer));
    return answer.future();
  }

  private Future<?> load(Type model, SecretId id) {
    return closed ? Future.failedFuture(closedVault()) : cached(id).load(model);
  }

  private CachedSecret cached(SecretId id) {
    Object key = cacheKey(id);
    return secrets.computeIfAbsent(
        key,
        k ->
            new CachedSecret(
                id, time, options, decoder, fetches, changes, gone -> secrets.remove(k, gone)));
  }

  @Override
  public <T> Future<Map<String, T>> secrets(Class<T> model, Collection<String> keys) {
    return all(Objects.requireNonNull(model, "model"), keys);
  }

  @Override
  public <T> Future<Map<String, T>> secrets(TypeReference<T> model, Collection<String> keys) {
    return all(model.getType(), keys);
  }

  private <T> Future<Map<String, T>> all(Type model, Collection<String> keys) {
    List<SecretId> ids = keys.stream().distinct().map(SecretId::of).toList();
    Promise<Map<String, T>> answer = vertx.getOrCreateContext().promise();
    context.runOnContext(v -> this.<T>loadAll(model, ids).onComplete(answer));
    return answer.future();
  }

  /** In one go, so that what has to be fetched is fetched together. */
  @SuppressWarnings("unchecked") // as in hit
  private <T> Future<Map<String, T>> loadAll(Type model, List<SecretId> ids) {
    Map<String, Future<T>> reads = new LinkedHashMap<>();
    ids.forEach(id -> reads.put(id.key(), (Future<T>) load(model, id)));
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
    Objects.requireNonNull(model, "model");
    AttributeMapping mapping = new AttributeMapping(attributes, extra);
    return secrets(String.class, mapping.keys())
        .compose(texts -> Future.future(p -> p.complete(decoder.decode(mapping, texts, model))));
  }

  @Override
  public <T> Future<SecretRef<T>> ref(Class<T> model, String key) {
    return handle(Objects.requireNonNull(model, "model"), key);
  }

  @Override
  public <T> Future<SecretRef<T>> ref(TypeReference<T> model, String key) {
    return handle(model.getType(), key);
  }

  private <T> Future<SecretRef<T>> handle(Type model, String key) {
    SecretId id = SecretId.of(key);
    Promise<SecretRef<T>> answer = vertx.getOrCreateContext().promise();
    context.runOnContext(v -> this.<T>hold(model, id).onComplete(answer));
    return answer.future();
  }

  @SuppressWarnings("unchecked") // as in hit
  private <T> Future<SecretRef<T>> hold(Type model, SecretId id) {
    return load(model, id)
        .map(
            loaded -> {
              CachedSecret secret = cached(id);
              CachedRef<T> ref =
                  new CachedRef<>(
                      model,
                      (T) loaded,
                      decoder,
                      time,
                      gone -> context.runOnContext(v -> secret.release(gone)));
              secret.hold(ref);
              return ref;
            });
  }

  @Override
  public Future<Void> refresh(String key) {
    SecretId id = SecretId.of(key);
    Promise<Void> answer = vertx.getOrCreateContext().promise();
    context.runOnContext(
        v -> {
          Future<?> fetched =
              closed ? Future.failedFuture(closedVault()) : cached(id).refresh(true);
          fetched.<Void>mapEmpty().onComplete(answer);
        });
    return answer.future();
  }

  private void changedElsewhere(SecretChange change) {
    CachedSecret known = secrets.get(change.key());
    if (known != null && !known.isVersion(change.version())) {
      // Whoever found the change has told everyone already.
      known.refresh(false);
    }
  }

  @Override
  public void invalidate(String key) {
    Objects.requireNonNull(key, "key");
    secrets.values().stream().filter(s -> s.id().key().equals(key)).forEach(this::invalidate);
  }

  @Override
  public void invalidateAll() {
    secrets.values().forEach(this::invalidate);
  }

  private void invalidate(CachedSecret secret) {
    secret.hide();
    context.runOnContext(v -> secret.forget());
  }

  @Override
  public Runnable onChange(Handler<SecretChange> handler) {
    return changes.add(handler);
  }

  @Override
  public Future<Void> close() {
    Promise<Void> answer = vertx.getOrCreateContext().promise();
    context.runOnContext(
        v -> {
          closed = true;
          secrets.values().forEach(CachedSecret::drop);
          changes.close().onComplete(answer);
        });
    return answer.future();
  }

  private ClosedException closedVault() {
    return new ClosedException("Vault " + name + " is closed; create another");
  }

  private static Object cacheKey(SecretId id) {
    return id.version() == null && id.stage() == null ? id.key() : id;
  }
}
