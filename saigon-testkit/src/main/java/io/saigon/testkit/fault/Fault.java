package io.saigon.testkit.fault;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A fault of one request. */
public sealed interface Fault {
  /**
   * Delays the answer, which is right.
   *
   * @param by positive duration
   * @return the fault
   */
  static Fault latency(Duration by) {
    return new Latency(by);
  }

  /**
   * Answers with the throttling error of the service, such as ThrottlingException or SlowDown.
   *
   * @return the fault
   */
  static Fault throttling() {
    return new Throttling(null);
  }

  /**
   * Answers with the throttling error of the service and a {@code Retry-After}, as gateways and
   * proxies before a service send it.
   *
   * @param retryAfter whole seconds, 0 or more
   * @return the fault
   */
  static Fault throttling(Duration retryAfter) {
    return new Throttling(Objects.requireNonNull(retryAfter, "retryAfter"));
  }

  /**
   * Answers with a status and an AWS error code, such as 500 and InternalServerError.
   *
   * @param status HTTP status from 400 to 599
   * @param code AWS error code
   * @return the fault
   */
  static Fault error(int status, String code) {
    return new ServiceError(status, code);
  }

  /**
   * Closes the connection (FIN) without an answer.
   *
   * @return the fault
   */
  static Fault disconnect() {
    return new Disconnect();
  }

  /**
   * Resets the connection (RST) without an answer.
   *
   * @return the fault
   */
  static Fault reset() {
    return new Reset();
  }

  /**
   * Breaks the right answer off half-way.
   *
   * @return the fault
   */
  static Fault truncation() {
    return new Truncation();
  }

  /**
   * Answers 200 with a page that no service sends, as a captive portal or a wrong host does.
   *
   * @return the fault
   */
  static Fault garbage() {
    return new Garbage();
  }

  /**
   * Never answers.
   *
   * @return the fault
   */
  static Fault stall() {
    return new Stall();
  }

  /**
   * The fault of {@link Fault#latency}.
   *
   * @param by positive duration
   */
  record Latency(Duration by) implements Fault {
    /**
     * Creates the fault, and checks the duration.
     *
     * @param by positive duration
     */
    public Latency {
      if (by.isNegative() || by.isZero()) {
        throw new IllegalArgumentException("by must be positive");
      }
    }
  }

  /**
   * The fault of {@link Fault#throttling}.
   *
   * @param retryAfter pause before the next attempt in whole seconds, or null for no such header
   */
  record Throttling(@Nullable Duration retryAfter) implements Fault {
    /**
     * Creates the fault, and checks the duration.
     *
     * @param retryAfter pause before the next attempt in whole seconds, or null for no such header
     */
    public Throttling {
      if (retryAfter != null && (retryAfter.isNegative() || retryAfter.toMillis() % 1000 != 0)) {
        throw new IllegalArgumentException("retryAfter must be whole seconds, 0 or more");
      }
    }
  }

  /**
   * The fault of {@link Fault#error}.
   *
   * @param status HTTP status from 400 to 599
   * @param code AWS error code
   */
  record ServiceError(int status, String code) implements Fault {
    /**
     * Creates the fault, and checks the status.
     *
     * @param status HTTP status from 400 to 599
     * @param code AWS error code
     */
    public ServiceError {
      Objects.requireNonNull(code, "code");
      if (status < 400 || status > 599) {
        throw new IllegalArgumentException("status must be one of an error, but is " + status);
      }
    }
  }

  /** The fault of {@link Fault#disconnect}. */
  record Disconnect() implements Fault {}

  /** The fault of {@link Fault#reset}. */
  record Reset() implements Fault {}

  /** The fault of {@link Fault#truncation}. */
  record Truncation() implements Fault {}

  /** The fault of {@link Fault#garbage}. */
  record Garbage() implements Fault {}

  /** The fault of {@link Fault#stall}. */
  record Stall() implements Fault {}
}
