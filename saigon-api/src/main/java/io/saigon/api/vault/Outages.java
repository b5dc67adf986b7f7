package io.saigon.api.vault;

import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.SaigonException;
import io.saigon.api.observability.Results;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reports of refreshes that fail: each to listeners, an outage to the log once when it begins and
 * once when it is over. A failure of a single secret's own is an outage of its own. Used on the
 * vault's context, but for {@link #add}.
 */
final class Outages {
  private static final System.Logger LOG = System.getLogger(SecretVault.class.getName());

  private static final int MAX_LINES = 20;
  private static final long LINES_PERIOD_MS = 60_000;

  private record Outage(long since, String result, Set<SecretId> secrets) {}

  private final CacheTime time;
  private final String vault;
  private final Listeners<SecretRefreshFailure> listeners;
  // By the vault's name, or by the secret that alone is the reason.
  private final Map<Object, Outage> outages = new HashMap<>();
  private final Map<SecretId, Object> scopes = new HashMap<>();
  private long linesSince = Long.MIN_VALUE / 2;
  private int lines;
  // Of any outage, for monitoring on other threads.
  private volatile @Nullable String reason;

  Outages(Vertx vertx, CacheTime time, String vault) {
    this.time = time;
    this.vault = vault;
    this.listeners = new Listeners<>(vertx);
  }

  Runnable add(Handler<SecretRefreshFailure> handler) {
    return listeners.add(handler);
  }

  void failed(SecretId id, SaigonException reason, boolean served) {
    listeners.emit(new SecretRefreshFailure(vault, id, reason, served));
    Object scope = isOfSecret(reason) ? id : vault;
    if (!scope.equals(scopes.get(id))) {
      leave(id);
      scopes.put(id, scope);
    }
    if (!outages.containsKey(scope)) {
      outages.put(scope, new Outage(time.millis(), result(reason), new HashSet<>()));
      log(
          Level.WARNING,
          "Vault %s can't refresh secret %s; %s: %s"
              .formatted(
                  vault,
                  id,
                  served ? "its last good value is served meanwhile" : "reads of it fail",
                  reason.getMessage()));
    }
    outages.get(scope).secrets.add(id);
    updateReason();
  }

  private static String result(SaigonException reason) {
    return reason instanceof SecretMappingException ? "misfit" : Results.of(reason);
  }

  private void updateReason() {
    reason = outages.isEmpty() ? null : outages.values().iterator().next().result;
  }

  /** Returns the kind of a failure that lasts, or null; on any thread. */
  @Nullable String reason() {
    return reason;
  }

  private static boolean isOfSecret(SaigonException reason) {
    return reason instanceof NotFoundException
        || reason instanceof AccessDeniedException
        || reason instanceof SecretMappingException;
  }

  /** Records that a secret was refreshed. */
  void recovered(SecretId id) {
    Outage ended = leave(id);
    if (ended != null) {
      log(
          Level.INFO,
          "Vault %s can refresh secret %s again, after %d s"
              .formatted(vault, id, (time.millis() - ended.since) / 1000));
    }
  }

  // Many secrets may be gone at once, each an outage of its own.
  private void log(Level level, String text) {
    long now = time.millis();
    if (now - linesSince >= LINES_PERIOD_MS) {
      if (lines > MAX_LINES) {
        LOG.log(
            Level.WARNING, "Vault %s had %d more such lines".formatted(vault, lines - MAX_LINES));
      }
      linesSince = now;
      lines = 0;
    }
    if (++lines <= MAX_LINES) {
      LOG.log(level, text);
    }
  }

  /** Records that a secret is no longer refreshed. */
  void removed(SecretId id) {
    leave(id);
  }

  /** Returns the outage that ends with this secret, or null. */
  private @Nullable Outage leave(SecretId id) {
    Object scope = scopes.remove(id);
    Outage outage = scope == null ? null : outages.get(scope);
    if (outage == null) {
      return null;
    }
    outage.secrets.remove(id);
    if (!outage.secrets.isEmpty()) {
      return null;
    }
    outages.remove(scope);
    updateReason();
    return outage;
  }

  void close() {
    listeners.clear();
  }
}
