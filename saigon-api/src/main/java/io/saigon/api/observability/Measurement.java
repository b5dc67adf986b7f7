package io.saigon.api.observability;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that can be counted or timed. No member holds a user, a key, a URL or a secret: the
 * texts are of small, bounded sets, and suit labels of metrics.
 *
 * <p>A {@code result} is {@code success} or the kind of failure, by {@link Results}.
 */
public sealed interface Measurement {
  /**
   * A log-in of a user.
   *
   * @param result {@code success}, {@code challenge_required}, the {@link
   *     io.saigon.api.error.AuthenticationException.Reason} in lower case, or another failure
   * @param time duration of the log-in, the answers to challenges included
   */
  record Login(String result, Duration time) implements Measurement {}

  /**
   * A renewal for the session of a user.
   *
   * @param kind {@code tokens} or {@code credentials}
   * @param result result of the renewal
   * @param time duration of the renewal
   * @param left time for which the former ones were still valid when the renewal began; null for
   *     the first ones, negative if they had expired
   */
  record SessionRenewal(String kind, String result, Duration time, @Nullable Duration left)
      implements Measurement {}

  /**
   * Credentials of the application were loaded or renewed.
   *
   * @param source {@code chain} for those of AWS's default chain, {@code role} for an assumed role
   * @param result result of the renewal
   * @param time duration of the renewal
   * @param expiration time at which the new ones expire; null if they do not, or after a failure
   */
  record CredentialsRenewal(
      String source, String result, Duration time, @Nullable Instant expiration)
      implements Measurement {}

  /**
   * A token was verified.
   *
   * @param result {@code success}, the reason in lower case, or another failure
   */
  record TokenVerification(String result) implements Measurement {}

  /**
   * The public keys of a user pool were fetched.
   *
   * @param result result of the fetch
   * @param time duration of the fetch
   */
  record JwksFetch(String result, Duration time) implements Measurement {}

  /**
   * A secret was read.
   *
   * @param vault name of the vault
   * @param hit whether it was cached
   */
  record SecretRead(String vault, boolean hit) implements Measurement {}

  /**
   * A secret was fetched from its store, or its lease renewed.
   *
   * @param vault name of the vault
   * @param result result of the fetch
   * @param time duration of the fetch, that of waiting for others included
   */
  record SecretFetch(String vault, String result, Duration time) implements Measurement {}

  /**
   * A fetch found a secret changed.
   *
   * @param vault name of the vault
   */
  record SecretChanged(String vault) implements Measurement {}

  /**
   * An event of a database pool or one of its connections.
   *
   * @param pool prefix of the variables that name the database
   * @param event the event
   */
  record PoolEvent(String pool, Event event) implements Measurement {
    /** Events of a pool. */
    public enum Event {
      /** A connection was opened. */
      OPENED,
      /** A connection could not be opened, for another reason than its credentials. */
      FAILED,
      /** The database refused credentials. */
      REFUSED,
      /** Newer credentials have worked, and connections with older ones are to be closed. */
      HANDOVER,
      /** A connection with older credentials was closed. */
      DRAINED
    }
  }

  /**
   * An object was downloaded or uploaded.
   *
   * @param direction {@code download} or {@code upload}
   * @param result result of the transfer
   * @param bytes bytes of the whole objects and parts that were transferred
   * @param retries connections that broke and were replaced during a download
   * @param time duration of the transfer
   */
  record ObjectTransfer(String direction, String result, long bytes, int retries, Duration time)
      implements Measurement {}

  /**
   * A call of a REST service was signed and answered, or failed.
   *
   * @param service name of the service in the signature, such as {@code execute-api}
   * @param result {@code success}, the class of the status such as {@code 4xx}, or a failure
   * @param attempts requests that were sent, redirects included
   * @param clockOffset correction of this machine's clock by the service's, zero for none
   * @param time duration of the call
   */
  record SignedCall(
      String service, String result, int attempts, Duration clockOffset, Duration time)
      implements Measurement {}

  /**
   * An operation of an AWS service was called through the SDK.
   *
   * @param service the SDK's id of the service, such as {@code Secrets Manager}
   * @param operation name of the operation, such as {@code GetSecretValue}
   * @param result {@code success} or {@code error}
   * @param retries attempts beyond the first one
   * @param time duration of the call
   */
  record AwsCall(String service, String operation, String result, int retries, Duration time)
      implements Measurement {}
}
