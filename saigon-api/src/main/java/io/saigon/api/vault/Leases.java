package io.saigon.api.vault;

import io.saigon.api.context.CallerContext;
import io.vertx.core.Future;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The leases that a source gave and that have not ended. Used on the vault's context only. */
final class Leases {
  private static final System.Logger LOG = System.getLogger(SecretVault.class.getName());

  private final CallerContext context;
  private final CacheTime time;
  private final String vault;
  private final SecretSource source;
  private final long revokeMs;
  private final Map<String, SecretValue> granted = new HashMap<>();
  private boolean closed;

  Leases(
      CallerContext context,
      CacheTime time,
      String vault,
      SecretSource source,
      SecretVaultOptions options) {
    this.context = context;
    this.time = time;
    this.vault = vault;
    this.source = source;
    this.revokeMs = options.fetchTimeout().toMillis();
  }

  /** Records the lease of a value that arrived, if it has one. */
  void granted(SecretValue value) {
    SecretLease lease = value.lease();
    if (lease == null) {
      return;
    }
    if (closed) {
      revoke(value);
      return;
    }
    granted.values().removeIf(known -> known.isExpired(time.now()));
    granted.put(lease.id(), value);
  }

  /** Ends the lease of a value that nobody is served. */
  void abandon(SecretValue value) {
    SecretLease lease = value.lease();
    if (lease != null && granted.remove(lease.id()) != null) {
      revoke(value);
    }
  }

  /** Revokes all leases that have not ended, those of replaced and evicted values too. */
  Future<Void> close() {
    closed = true;
    List<Future<Void>> revoked =
        granted.values().stream()
            .filter(value -> !value.isExpired(time.now()))
            .map(this::revoke)
            .toList();
    granted.clear();
    return Future.join(revoked).otherwiseEmpty().mapEmpty();
  }

  private Future<Void> revoke(SecretValue value) {
    return context
        .complete(Future.<Void>future(p -> source.revoke(value).onComplete(p)))
        .timeout(revokeMs, TimeUnit.MILLISECONDS)
        .onFailure(
            failure ->
                LOG.log(
                    Level.WARNING,
                    "Vault %s can't revoke the lease of secret %s, which ends at %s: %s"
                        .formatted(
                            vault, value.id(), value.expiresAt(), failure.getClass().getName())));
  }
}
