package io.saigon.api.spi;

import io.saigon.api.NotFoundException;
import io.saigon.api.vault.SecretId;
import io.saigon.api.vault.SecretValue;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fetches secrets as they are in a store, without caching; what a vault of a third party
 * implements.
 */
@FunctionalInterface
public interface SecretSource {
  /**
   * Fetches one secret.
   *
   * @param id which
   * @return the value; fails with {@link io.saigon.api.NotFoundException}, {@link
   *     io.saigon.api.AccessDeniedException} or another {@link io.saigon.api.SaigonException}
   */
  Future<SecretValue> fetch(SecretId id);

  /**
   * Fetches several secrets, each once. A store with a batch call overrides this.
   *
   * @param ids which
   * @return a value for each id; fails if one of them fails, and names all that do not exist in one
   *     {@link io.saigon.api.NotFoundException}
   */
  default Future<Map<SecretId, SecretValue>> fetchAll(Collection<SecretId> ids) {
    Map<SecretId, Future<SecretValue>> fetches = new LinkedHashMap<>();
    ids.forEach(id -> fetches.computeIfAbsent(id, this::fetch));
    return Future.join(List.copyOf(fetches.values()))
        .transform(
            joined -> {
              List<String> missing = new ArrayList<>();
              for (Map.Entry<SecretId, Future<SecretValue>> fetch : fetches.entrySet()) {
                Throwable failure = fetch.getValue().cause();
                if (failure instanceof NotFoundException) {
                  missing.add(fetch.getKey().toString());
                } else if (failure != null) {
                  return Future.failedFuture(failure);
                }
              }
              if (!missing.isEmpty()) {
                return Future.failedFuture(
                    new NotFoundException(
                        "There are no secrets " + missing + ": create them or correct the keys",
                        null,
                        null));
              }
              Map<SecretId, SecretValue> values = new LinkedHashMap<>();
              fetches.forEach((id, fetch) -> values.put(id, fetch.result()));
              return Future.succeededFuture(values);
            });
  }
}
