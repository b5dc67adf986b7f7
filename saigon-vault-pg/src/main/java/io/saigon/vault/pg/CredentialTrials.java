package io.saigon.vault.pg;

import io.saigon.api.vault.PostgreSqlCredentials;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records which credentials the database accepted or refused, so that it rarely sees a wrong
 * password, and new credentials first from a single connection.
 */
final class CredentialTrials {
  private static final long REFUSAL_NANOS = 5_000_000_000L;

  private record Refusal(Throwable failure, long at) {}

  private @Nullable PostgreSqlCredentials proven;
  private boolean doubted;
  private final Map<PostgreSqlCredentials, Refusal> refusals = new HashMap<>();
  private final Map<PostgreSqlCredentials, Promise<Void>> running = new HashMap<>();

  /** Returns the newest credentials that worked, or null. */
  synchronized @Nullable PostgreSqlCredentials proven() {
    return proven;
  }

  synchronized boolean isProven(PostgreSqlCredentials credentials) {
    return credentials.equals(proven);
  }

  /** Returns the failure of a recent refusal, or null. */
  synchronized @Nullable Throwable refusal(PostgreSqlCredentials credentials) {
    refusals.values().removeIf(refusal -> System.nanoTime() - refusal.at > REFUSAL_NANOS);
    Refusal refusal = refusals.get(credentials);
    return refusal == null ? null : refusal.failure;
  }

  /**
   * Reserves a trial of credentials that are not proven, or were refused since.
   *
   * @return null if the caller may try, and must then call {@link #tried}; otherwise a future that
   *     completes with the trial of another caller
   */
  synchronized @Nullable Future<Void> claim(PostgreSqlCredentials credentials) {
    if (credentials.equals(proven) && !doubted) {
      return null;
    }
    Promise<Void> trial = running.get(credentials);
    if (trial != null) {
      return trial.future();
    }
    running.put(credentials, Promise.promise());
    return null;
  }

  /**
   * Records the outcome of a trial.
   *
   * @param accepted whether the database accepted the credentials
   * @param refusal the failure if the database refused the credentials, or null
   */
  void tried(PostgreSqlCredentials credentials, boolean accepted, @Nullable Throwable refusal) {
    Promise<Void> trial;
    synchronized (this) {
      boolean isProven = credentials.equals(proven);
      if (accepted) {
        refusals.remove(credentials);
        doubted &= !isProven;
      } else if (refusal != null) {
        refusals.put(credentials, new Refusal(refusal, System.nanoTime()));
        doubted |= isProven;
      }
      trial = running.remove(credentials);
    }
    if (trial != null) {
      trial.complete();
    }
  }

  /**
   * Sets the credentials to fall back on.
   *
   * @return whether they replace others
   */
  synchronized boolean prove(PostgreSqlCredentials credentials) {
    PostgreSqlCredentials before = proven;
    proven = credentials;
    doubted = false;
    return before != null && !before.equals(credentials);
  }
}
