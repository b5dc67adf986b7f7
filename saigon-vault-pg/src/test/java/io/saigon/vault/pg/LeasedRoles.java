package io.saigon.vault.pg;

import io.saigon.api.error.TransportException;
import io.saigon.api.vault.SecretId;
import io.saigon.api.vault.SecretLease;
import io.saigon.api.vault.SecretSource;
import io.saigon.api.vault.SecretValue;
import io.saigon.testkit.LocalPostgres;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** Database users that live as long as their leases, made for each that asks. */
final class LeasedRoles implements SecretSource {
  private static final AtomicInteger USERS = new AtomicInteger();

  private final LocalPostgres db;
  private final Duration life;
  final AtomicInteger leases = new AtomicInteger();
  final AtomicInteger renewals = new AtomicInteger();
  final AtomicInteger revocations = new AtomicInteger();
  volatile boolean renewable = true;
  volatile boolean down;

  LeasedRoles(LocalPostgres db, Duration life) {
    this.db = db;
    this.life = life;
  }

  @Override
  public Future<SecretValue> fetch(SecretId id) {
    if (down) {
      return Future.failedFuture(new TransportException("down", null));
    }
    String user = "leased_" + USERS.incrementAndGet();
    String text =
        new JsonObject()
            .put("host", db.host())
            .put("port", db.port())
            .put("dbname", db.database())
            .put("username", user)
            .put("password", "of-" + user)
            .encode();
    SecretLease lease = new SecretLease("lease-" + leases.incrementAndGet(), renewable);
    return db.createUser(user, "of-" + user)
        .map(
            created ->
                SecretValue.ofText(id, text, user).withLease(lease, Instant.now().plus(life)));
  }

  @Override
  public Future<SecretValue> renew(SecretValue leased) {
    if (down) {
      return Future.failedFuture(new TransportException("down", null));
    }
    renewals.incrementAndGet();
    return Future.succeededFuture(leased.withExpiresAt(Instant.now().plus(life)));
  }

  @Override
  public Future<Void> revoke(SecretValue leased) {
    revocations.incrementAndGet();
    return Future.succeededFuture();
  }
}
