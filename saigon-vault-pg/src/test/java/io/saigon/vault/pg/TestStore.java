package io.saigon.vault.pg;

import io.saigon.api.error.NotFoundException;
import io.saigon.api.vault.SecretId;
import io.saigon.api.vault.SecretSource;
import io.saigon.api.vault.SecretValue;
import io.saigon.testkit.LocalPostgres;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Secrets in memory that a test rotates and makes fail. */
final class TestStore implements SecretSource {
  private final Map<String, SecretValue> values = new ConcurrentHashMap<>();
  private final AtomicInteger versions = new AtomicInteger();
  final AtomicInteger fetches = new AtomicInteger();
  volatile @Nullable Throwable failure;

  void put(String key, LocalPostgres db, String user, String password) {
    JsonObject json =
        new JsonObject()
            .put("engine", "postgres")
            .put("host", db.host())
            .put("port", db.port())
            .put("dbname", db.database())
            .put("username", user)
            .put("password", password);
    String version = "v" + versions.incrementAndGet();
    values.put(key, SecretValue.ofText(SecretId.of(key), json.encode(), version));
  }

  @Override
  public Future<SecretValue> fetch(SecretId id) {
    fetches.incrementAndGet();
    Throwable fails = failure;
    if (fails != null) {
      return Future.failedFuture(fails);
    }
    SecretValue value = values.get(id.key());
    return value != null
        ? Future.succeededFuture(value)
        : Future.failedFuture(new NotFoundException("There is no secret " + id, null, null));
  }
}
