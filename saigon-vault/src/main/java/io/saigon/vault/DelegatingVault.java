package io.saigon.vault;

import com.fasterxml.jackson.core.type.TypeReference;
import io.saigon.api.vault.SecretChange;
import io.saigon.api.vault.SecretId;
import io.saigon.api.vault.SecretRef;
import io.saigon.api.vault.SecretRefreshFailure;
import io.saigon.api.vault.SecretValue;
import io.saigon.api.vault.SecretVault;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.Collection;
import java.util.Map;

/** Delegation to another vault. */
abstract class DelegatingVault implements SecretVault {
  private final SecretVault vault;

  DelegatingVault(SecretVault vault) {
    this.vault = vault;
  }

  @Override
  public final String name() {
    return vault.name();
  }

  @Override
  public final <T> Future<T> secret(Class<T> model, String key) {
    return vault.secret(model, key);
  }

  @Override
  public final <T> Future<T> secret(Class<T> model, SecretId id) {
    return vault.secret(model, id);
  }

  @Override
  public final <T> Future<T> secret(TypeReference<T> model, String key) {
    return vault.secret(model, key);
  }

  @Override
  public final <T> Future<T> secret(TypeReference<T> model, SecretId id) {
    return vault.secret(model, id);
  }

  @Override
  public final Future<SecretValue> secretValue(SecretId id) {
    return vault.secretValue(id);
  }

  @Override
  public final <T> Future<Map<String, T>> secrets(Class<T> model, Collection<String> keys) {
    return vault.secrets(model, keys);
  }

  @Override
  public final <T> Future<Map<String, T>> secrets(TypeReference<T> model, Collection<String> keys) {
    return vault.secrets(model, keys);
  }

  @Override
  public final <T> Future<T> secretMapping(
      Class<T> model, Map<String, String> attributes, Map<String, ?> extra) {
    return vault.secretMapping(model, attributes, extra);
  }

  @Override
  public final <T> Future<SecretRef<T>> ref(Class<T> model, String key) {
    return vault.ref(model, key);
  }

  @Override
  public final <T> Future<SecretRef<T>> ref(TypeReference<T> model, String key) {
    return vault.ref(model, key);
  }

  @Override
  public final Future<Void> refresh(String key) {
    return vault.refresh(key);
  }

  @Override
  public void invalidate(String key) {
    vault.invalidate(key);
  }

  @Override
  public void invalidateAll() {
    vault.invalidateAll();
  }

  @Override
  public final Runnable onChange(Handler<SecretChange> handler) {
    return vault.onChange(handler);
  }

  @Override
  public Runnable onRefreshFailure(Handler<SecretRefreshFailure> handler) {
    return vault.onRefreshFailure(handler);
  }

  @Override
  public Future<Void> close() {
    return vault.close();
  }
}
