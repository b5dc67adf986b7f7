package io.saigon.vault.pg;

import io.saigon.api.context.CallerContext;
import io.saigon.api.vault.ExpiringCredentials;
import io.saigon.api.vault.PostgreSqlCredentials;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Times at which credentials expire. A renewed lease is no change of its secret, so the vault is
 * read again at ever shorter intervals before credentials expire.
 */
final class CredentialExpiry {
  private static final int KEPT = 32;
  private static final long MIN_WAIT_MS = 100;

  private final CallerContext context;
  private final Runnable read;
  private final Map<PostgreSqlCredentials, Instant> expiries = new LinkedHashMap<>();
  private @Nullable PostgreSqlCredentials awaited;
  private long timer = -1;
  private boolean closed;

  /**
   * @param context where timers run
   * @param read reads the vault, and calls {@link #read} with what it has
   */
  CredentialExpiry(CallerContext context, Runnable read) {
    this.context = context;
    this.read = read;
  }

  /** Records what the vault has now. */
  synchronized void read(ExpiringCredentials current) {
    PostgreSqlCredentials credentials = current.credentials();
    Instant expiresAt = current.expiresAt();
    expiries.remove(credentials);
    if (expiresAt != null) {
      expiries.put(credentials, expiresAt);
      expiries.keySet().removeIf(oldest -> expiries.size() > KEPT);
    }
    if (timer == -1 || !credentials.equals(awaited)) {
      awaited = credentials;
      arm(expiresAt);
    }
  }

  private void arm(@Nullable Instant expiresAt) {
    context.vertx().cancelTimer(timer);
    timer = -1;
    long left = expiresAt == null ? 0 : Duration.between(Instant.now(), expiresAt).toMillis();
    if (left > 0 && !closed) {
      timer = context.setTimer(Math.max(MIN_WAIT_MS, left / 2), this::readAgain);
    }
  }

  private void readAgain() {
    synchronized (this) {
      // Again, should the vault not answer; with more time left that is only earlier than needed.
      arm(expiries.get(awaited));
    }
    read.run();
  }

  /** Returns whether credentials are known to have expired. */
  synchronized boolean isExpired(PostgreSqlCredentials credentials) {
    Instant expiresAt = expiries.get(credentials);
    return expiresAt != null && !expiresAt.isAfter(Instant.now());
  }

  synchronized void close() {
    closed = true;
    arm(null);
  }
}
