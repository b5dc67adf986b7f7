package io.saigon.storage.s3;

import io.saigon.api.observability.Measurement;
import io.saigon.api.observability.MetricsListener;
import io.saigon.api.observability.Observability;
import io.saigon.api.observability.Results;
import io.saigon.storage.io.TransferCount;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Measures downloads and uploads, if anyone listens. */
public final class TransferMetrics {
  private final @Nullable MetricsListener listener;

  public TransferMetrics(Vertx vertx) {
    this.listener = Observability.of(vertx).listener();
  }

  /**
   * Measures a download.
   *
   * @param size bytes of the result
   */
  public <T> Function<S3Calls, Future<T>> download(
      Function<S3Calls, Future<T>> work, ToLongFunction<T> size) {
    MetricsListener measuring = listener;
    if (measuring == null) {
      return work;
    }
    return calls -> {
      long since = System.nanoTime();
      return work.apply(calls)
          .andThen(
              (result, failure) ->
                  record(
                      measuring,
                      "download",
                      failure,
                      result == null ? 0 : size.applyAsLong(result),
                      calls.count(),
                      since));
    };
  }

  public <T> Function<S3Calls, Future<T>> upload(Function<S3Calls, Future<T>> work) {
    MetricsListener measuring = listener;
    if (measuring == null) {
      return work;
    }
    return calls -> {
      long since = System.nanoTime();
      return work.apply(calls)
          .andThen(
              (result, failure) ->
                  record(
                      measuring, "upload", failure, calls.count().bytes(), calls.count(), since));
    };
  }

  private static void record(
      MetricsListener listener,
      String direction,
      @Nullable Throwable failure,
      long bytes,
      TransferCount count,
      long since) {
    listener.record(
        new Measurement.ObjectTransfer(
            direction,
            Results.of(failure),
            bytes,
            count.retries(),
            Duration.ofNanos(System.nanoTime() - since)));
  }
}
