package io.saigon.rest.vertx;

import java.time.Duration;
import java.util.Objects;

/** Timeout, retries and bound of calls. */
record CallSettings(Duration timeout, RetryPolicy retry, int maxResponseBody) {
  static final CallSettings DEFAULTS =
      new CallSettings(Duration.ofSeconds(30), RetryPolicy.defaults(), 16 << 20);

  CallSettings {
    Objects.requireNonNull(retry, "retry");
    if (timeout.isNegative() || timeout.toMillis() == 0) {
      throw new IllegalArgumentException("A timeout must be a millisecond or more");
    }
    if (maxResponseBody < 0) {
      throw new IllegalArgumentException("maxResponseBody must not be negative");
    }
  }

  CallSettings withTimeout(Duration timeout) {
    return new CallSettings(timeout, retry, maxResponseBody);
  }

  CallSettings withRetry(RetryPolicy retry) {
    return new CallSettings(timeout, retry, maxResponseBody);
  }

  CallSettings withMaxResponseBody(int maxResponseBody) {
    return new CallSettings(timeout, retry, maxResponseBody);
  }
}
