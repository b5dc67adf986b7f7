package io.saigon.api.vault;

import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.ClosedException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.TransportException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Failures of reading secrets that must no longer be served. */
final class ExpiredSecrets {
  private ExpiredSecrets() {}

  static SecretExpiredException readAgain(SecretValue value) {
    return expired(value, "and is no longer kept fresh; read it from its vault again", null);
  }

  /** Returns why a value is no longer served, and what its last fetch failed with. */
  static SaigonException outOfDate(
      Fetched known, VaultParts parts, @Nullable SaigonException failure) {
    if (failure instanceof AccessDeniedException) {
      return failure;
    }
    return known.isExpired(parts.time())
        ? notFetchedAgain(known.value(), parts, failure)
        : new TransportException(
            "Secret %s could not be fetched for %d ms; check that vault %s can be reached"
                .formatted(known.value().id(), parts.time().millis() - known.at(), parts.vault()),
            failure);
  }

  /**
   * Returns what to answer a reader for whom a fetch failed.
   *
   * @param lastSeen the last value that was fetched, or null
   */
  static Throwable ofReader(@Nullable Fetched lastSeen, VaultParts parts, Throwable failure) {
    return lastSeen != null
            && lastSeen.isExpired(parts.time())
            && !(failure instanceof AccessDeniedException)
            && !(failure instanceof NotFoundException)
            && !(failure instanceof ClosedException)
        ? notFetchedAgain(lastSeen.value(), parts, failure)
        : failure;
  }

  private static SecretExpiredException notFetchedAgain(
      SecretValue value, VaultParts parts, @Nullable Throwable failure) {
    return expired(
        value,
        "and could not be fetched again; check that vault %s can be reached"
            .formatted(parts.vault()),
        failure);
  }

  private static SecretExpiredException expired(
      SecretValue value, String consequence, @Nullable Throwable failure) {
    return new SecretExpiredException(
        value.id().key(),
        Objects.requireNonNull(value.expiresAt()),
        "Secret %s expired at %s %s".formatted(value.id(), value.expiresAt(), consequence),
        failure);
  }
}
