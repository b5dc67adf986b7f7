package io.saigon.testkit;

import io.saigon.api.error.NotFoundException;
import io.saigon.api.vault.SecretId;
import io.saigon.api.vault.SecretSource;
import io.saigon.api.vault.SecretValue;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Secrets in memory with all their versions, numbered from 1 on; a source that meets the contract.
 */
final class MemoryStore implements SecretSource {
  private final Map<String, List<String>> secrets = new ConcurrentHashMap<>();

  void put(String key, String text) {
    secrets.computeIfAbsent(key, k -> new ArrayList<>()).add(text);
  }

  void remove(String key) {
    secrets.remove(key);
  }

  @Override
  public Future<SecretValue> fetch(SecretId id) {
    List<String> versions = secrets.getOrDefault(id.key(), List.of());
    int version = id.version() == null ? versions.size() : Integer.parseInt(id.version());
    return id.stage() != null || version < 1 || version > versions.size()
        ? Future.failedFuture(new NotFoundException("There is no secret " + id, null, null))
        : Future.succeededFuture(
            SecretValue.ofText(id, versions.get(version - 1), String.valueOf(version)));
  }
}
