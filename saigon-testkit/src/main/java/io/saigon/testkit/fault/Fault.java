package io.saigon.testkit.fault;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Something that goes wrong with a request. */
public sealed interface Fault {
  /** The answer comes late, and is right. */
  static Fault latency(Duration by) {
    return new Latency(by);
  }

  /** The service's own answer to who asks too often, such as ThrottlingException or SlowDown. */
  static Fault throttling() {
    return new Throttling(null);
  }

  /**
   * The same with a {@code Retry-After}, in whole seconds, as gateways and proxies before a service
   * send it.
   */
  static Fault throttling(Duration retryAfter) {
    return new Throttling(Objects.requireNonNull(retryAfter, "retryAfter"));
  }

  /** An error with a status and an AWS error code, such as 500 and InternalServerError. */
  static Fault error(int status, String code) {
    return new ServiceError(status, code);
  }

  /** The connection is closed (FIN) without an answer. */
  static Fault disconnect() {
    return new Disconnect();
  }

  /** The connection is reset (RST) without an answer. */
  static Fault reset() {
    return new Reset();
  }

  /** The right answer breaks off half-way. */
  static Fault truncation() {
    return new Truncation();
  }

  /** No answer ever comes. */
  static Fault stall() {
    return new Stall();
  }

  /** See {@link Fault#latency}. */
  record Latency(Duration by) implements Fault {
    /** Checks the duration. */
    public Latency {
      if (by.isNegative() || by.isZero()) {
        throw new IllegalArgumentException("by must be positive");
      }
    }
  }

  /**
   * See {@link Fault#throttling}.
   *
   * @param retryAfter when to ask again, or null to leave that out
   */
  record Throttling(@Nullable Duration retryAfter) implements Fault {
    /** Checks the duration. */
    public Throttling {
      if (retryAfter != null && (retryAfter.isNegative() || retryAfter.toMillis() % 1000 != 0)) {
        throw new IllegalArgumentException("retryAfter must be whole seconds, 0 or more");
      }
    }
  }

  /** See {@link Fault#error}. */
  record ServiceError(int status, String code) implements Fault {
    /** Checks the status. */
    public ServiceError {
      Objects.requireNonNull(code, "code");
      if (status < 400 || status > 599) {
        throw new IllegalArgumentException("status must be one of an error, but is " + status);
      }
    }
  }

  /** See {@link Fault#disconnect}. */
  record Disconnect() implements Fault {}

  /** See {@link Fault#reset}. */
  record Reset() implements Fault {}

  /** See {@link Fault#truncation}. */
  record Truncation() implements Fault {}

  /** See {@link Fault#stall}. */
  record Stall() implements Fault {}
}
