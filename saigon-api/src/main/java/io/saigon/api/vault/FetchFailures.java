package io.saigon.api.vault;

import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceException;
import io.saigon.api.error.ThrottledException;
import io.saigon.api.error.TransportException;
import java.io.IOException;
import java.time.Duration;

/**
 * Failures of a vault's fetches, which name the vault and the secret, and never a value.
 *
 * @param vault name of the vault
 * @param timeout longest time of a fetch
 */
record FetchFailures(String vault, Duration timeout) {
  /** Returns a failure of the source as it is, or by its class if it is none of saigon's. */
  SaigonException known(SecretId id, Throwable failure) {
    if (failure instanceof SaigonException known) {
      return known;
    }
    String message =
        "Vault %s could not fetch secret %s (%s); see the cause"
            .formatted(vault, id, failure.getClass().getName());
    return failure instanceof IOException
        ? new TransportException(message, failure)
        : new ServiceException(message, null, failure);
  }

  ServiceException unusable(SecretId id, String why) {
    return new ServiceException(
        "The source of vault %s can't be used for secret %s: it %s".formatted(vault, id, why),
        null,
        null);
  }

  ThrottledException tooMany(int open) {
    return new ThrottledException(
        "Vault %s has %d secrets to fetch already; read fewer at a time".formatted(vault, open),
        null,
        null);
  }

  TransportException timedOut(SecretId id) {
    return new TransportException(
        "Vault %s gave no answer for %s within %d ms; check that it can be reached"
            .formatted(vault, id, timeout.toMillis()),
        null);
  }
}
