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
import org.jspecify.annotations.Nullable;

/** Measures downloads and uploads, if anyone listens. */
public final class TransferMetrics {
  private final @Nullable MetricsListener listener;

  public TransferMetrics(Vertx vertx) {
    this.listener = Observability.of(vertx).listener();
  }

  public <T> Function<S3Calls, Future<T>> download(Function<S3Calls, Future<T>> work) {
    return measured("download", work);
  }

  public <T> Function<S3Calls, Future<T>> upload(Function<S3Calls, Future<T>> work) {
    return measured("upload", work);
  }

  private <T> Function<S3Calls, Future<T>> measured(
      String direction, Function<S3Calls, Future<T>> work) {
    MetricsListener measuring = listener;
    if (measuring == null) {
      return work;
    }
    return calls -> {
      long since = System.nanoTime();
      return work.apply(calls)
          .andThen(
              (result, failure) -> record(measuring, direction, failure, calls.count(), since));
    };
  }

  private static void record(
      MetricsListener listener,
      String direction,
      @Nullable Throwable failure,
      TransferCount count,
      long since) {
    listener.record(
        new Measurement.ObjectTransfer(
            direction,
            Results.of(failure),
            count.bytes(),
            count.retries(),
            Duration.ofNanos(System.nanoTime() - since)));
  }
}
