package io.saigon.rest.vertx.identity;

import io.saigon.api.observability.Measurement;
import io.saigon.api.observability.MetricsListener;
import io.saigon.api.observability.Results;
import io.saigon.api.rest.HttpStatusException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Measures signed calls. */
public final class CallMetrics {
  private CallMetrics() {}

  /**
   * Records a call that failed or was answered with 2xx.
   *
   * @param since when it began, by {@link System#nanoTime()}
   */
  public static void record(
      MetricsListener listener,
      IdentitySigner identity,
      int attempts,
      long since,
      @Nullable Throwable failure) {
    String result =
        failure instanceof HttpStatusException status
            ? ofStatus(status.statusCode())
            : Results.of(failure);
    record(listener, identity, attempts, since, result);
  }

  /** Records a call that was answered. */
  public static void answered(
      MetricsListener listener, IdentitySigner identity, int attempts, long since, int status) {
    record(listener, identity, attempts, since, ofStatus(status));
  }

  private static String ofStatus(int status) {
    return status >= 200 && status < 300 ? Results.SUCCESS : status / 100 + "xx";
  }

  private static void record(
      MetricsListener listener, IdentitySigner identity, int attempts, long since, String result) {
    listener.record(
        new Measurement.SignedCall(
            identity.signer().scope().service(),
            result,
            attempts,
            identity.clockOffset(),
            Duration.ofNanos(System.nanoTime() - since)));
  }
}
