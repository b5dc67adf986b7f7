package io.saigon.api.vault;

import io.saigon.api.spi.SecretSource;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.jackson.DatabindCodec;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Map;

record UncachedVault(String name, SecretSource source) implements SecretVault {
  @Override
  public <T> Future<T> secret(Class<T> model, String key) {
    return secret(model, SecretId.of(key));
  }

  @Override
  public <T> Future<T> secret(Class<T> model, SecretId id) {
    return secret((Type) model, id);
  }

  @Override
  public <T> Future<T> secret(Type model, SecretId id) {
    return source
        .fetch(id)
        .map(
            value ->
                DatabindCodec.mapper()
                    .convertValue(value.text(), DatabindCodec.mapper().constructType(model)));
  }

  @Override
  public Future<SecretValue> secretValue(SecretId id) {
    return source.fetch(id);
  }

  @Override
  public <T> Future<Map<String, T>> secrets(Class<T> model, Collection<String> keys) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> Future<T> secretMapping(
      Class<T> model, Map<String, String> attributes, Map<String, ?> extra) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void invalidate(String key) {}

  @Override
  public void invalidateAll() {}

  @Override
  public Runnable onChange(Handler<SecretChange> handler) {
    return () -> {};
  }
}
