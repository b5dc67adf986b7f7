package io.saigon.vault.pg;

import io.saigon.api.vault.PostgreSqlCredentials;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which credentials the database took and which it refused, so that it sees a wrong password seldom
 * and new ones first from a single connection.
 */
final class Proofs {
  private static final long REFUSED_NANOS = 5_000_000_000L;

  private record Refusal(Throwable failure, long at) {}

  private @Nullable PostgreSqlCredentials proven;
  private boolean doubted;
  private final Map<PostgreSqlCredentials, Refusal> refusals = new HashMap<>();
  private final Map<PostgreSqlCredentials, Promise<Void>> underTest = new HashMap<>();

  /** The newest credentials that worked. */
  synchronized @Nullable PostgreSqlCredentials proven() {
    return proven;
  }

  synchronized boolean isProven(PostgreSqlCredentials credentials) {
    return credentials.equals(proven);
  }

  /** How they were refused a short while ago, or null. */
  synchronized @Nullable Throwable refusal(PostgreSqlCredentials credentials) {
    refusals.values().removeIf(refusal -> System.nanoTime() - refusal.at > REFUSED_NANOS);
    Refusal refusal = refusals.get(credentials);
    return refusal == null ? null : refusal.failure;
  }

  /**
   * Lets one caller at a time try credentials that are not proven, or were refused since.
   *
   * @return null for who may try, and must tell {@link #tried}; else when someone else has tried
   */
  synchronized @Nullable Future<Void> claim(PostgreSqlCredentials credentials) {
    if (credentials.equals(proven) && !doubted) {
      return null;
    }
    Promise<Void> running = underTest.get(credentials);
    if (running != null) {
      return running.future();
    }
    underTest.put(credentials, Promise.promise());
    return null;
  }

  /**
   * Takes the outcome of a try.
   *
   * @param refusal how the database refused the credentials, or null if that is not what happened
   * @param accepted whether it took them
   */
  void tried(PostgreSqlCredentials credentials, boolean accepted, @Nullable Throwable refusal) {
    Promise<Void> running;
    synchronized (this) {
      boolean isProven = credentials.equals(proven);
      if (accepted) {
        refusals.remove(credentials);
        doubted &= !isProven;
      } else if (refusal != null) {
        refusals.put(credentials, new Refusal(refusal, System.nanoTime()));
        doubted |= isProven;
      }
      running = underTest.remove(credentials);
    }
    if (running != null) {
      running.complete();
    }
  }

  /**
   * Makes credentials the ones to fall back on.
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
