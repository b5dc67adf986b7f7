package io.saigon.api.vault;

import com.fasterxml.jackson.core.type.TypeReference;
import io.saigon.api.error.NotFoundException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Several vaults as one: each secret comes from the first that has it. */
final class ChainVault implements SecretVault {
  private final List<SecretVault> links;
  private final SecretVault chained;
  private final List<Runnable> listening;
  private volatile boolean closed;

  private ChainVault(List<SecretVault> links, SecretVault chained) {
    this.links = links;
    this.chained = chained;
    this.listening =
        links.stream().map(l -> l.onChange(change -> chained.refresh(change.key()))).toList();
  }

  /**
   * The links cache what they fetch, refresh it and bear a store that is down; the chain keeps
   * decoded values for the moments in between.
   */
  static SecretVault create(Vertx vertx, List<SecretVault> vaults) {
    List<SecretVault> links = List.copyOf(vaults);
    if (links.isEmpty()) {
      throw new IllegalArgumentException("A chain needs at least one vault");
    }
    SecretVaultOptions options =
        SecretVaultOptions.defaults()
            .withTtl(Duration.ofSeconds(1))
            .withMaxStale(Duration.ZERO)
            .withNegativeTtl(Duration.ofSeconds(1));
    String name = links.stream().map(SecretVault::name).collect(Collectors.joining(">"));
    SecretSource source = id -> first(links, id, name);
    return new ChainVault(links, SecretVault.create(vertx, name, source, options));
  }

  private static Future<SecretValue> first(List<SecretVault> links, SecretId id, String name) {
    Future<SecretValue> found = links.get(0).secretValue(id);
    for (SecretVault next : links.subList(1, links.size())) {
      found =
          found.recover(
              failure ->
                  failure instanceof NotFoundException
                      ? next.secretValue(id)
                      : Future.failedFuture(failure));
    }
    return links.size() == 1 ? found : found.recover(failure -> inNone(failure, id, name));
  }

  private static Future<SecretValue> inNone(Throwable failure, SecretId id, String name) {
    return failure instanceof NotFoundException missing
        ? Future.failedFuture(
            new NotFoundException(
                "None of the vaults %s holds secret %s; create it or correct the key"
                    .formatted(name, id),
                missing.serviceError(),
                missing))
        : Future.failedFuture(failure);
  }

  @Override
  public String name() {
    return chained.name();
  }

  @Override
  public <T> Future<T> secret(Class<T> model, String key) {
    return chained.secret(model, key);
  }

  @Override
  public <T> Future<T> secret(Class<T> model, SecretId id) {
    return chained.secret(model, id);
  }

  @Override
  public <T> Future<T> secret(TypeReference<T> model, String key) {
    return chained.secret(model, key);
  }

  @Override
  public <T> Future<T> secret(TypeReference<T> model, SecretId id) {
    return chained.secret(model, id);
  }

  @Override
  public Future<SecretValue> secretValue(SecretId id) {
    return chained.secretValue(id);
  }

  @Override
  public <T> Future<Map<String, T>> secrets(Class<T> model, Collection<String> keys) {
    return chained.secrets(model, keys);
  }

  @Override
  public <T> Future<Map<String, T>> secrets(TypeReference<T> model, Collection<String> keys) {
    return chained.secrets(model, keys);
  }

  @Override
  public <T> Future<T> secretMapping(
      Class<T> model, Map<String, String> attributes, Map<String, ?> extra) {
    return chained.secretMapping(model, attributes, extra);
  }

  @Override
  public <T> Future<SecretRef<T>> ref(Class<T> model, String key) {
    return chained.ref(model, key);
  }

  @Override
  public <T> Future<SecretRef<T>> ref(TypeReference<T> model, String key) {
    return chained.ref(model, key);
  }

  @Override
  public Future<Void> refresh(String key) {
    if (closed) {
      return chained.refresh(key);
    }
    // A link that lacks the key fails, and the chain's own refresh reports whether all do.
    return Future.join(links.stream().map(link -> link.refresh(key)).toList())
        .transform(done -> chained.refresh(key));
  }

  @Override
  public void invalidate(String key) {
    if (!closed) {
      links.forEach(link -> link.invalidate(key));
      chained.invalidate(key);
    }
  }

  @Override
  public void invalidateAll() {
    if (!closed) {
      links.forEach(SecretVault::invalidateAll);
      chained.invalidateAll();
    }
  }

  @Override
  public Runnable onChange(Handler<SecretChange> handler) {
    return chained.onChange(handler);
  }

  @Override
  public Runnable onRefreshFailure(Handler<SecretRefreshFailure> handler) {
    return chained.onRefreshFailure(handler);
  }

  @Override
  public Future<Void> close() {
    closed = true;
    listening.forEach(Runnable::run);
    return chained.close();
  }
}
