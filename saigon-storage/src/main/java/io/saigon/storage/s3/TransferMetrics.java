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
    this(Observability.of(vertx).listener());
  }

  private TransferMetrics(@Nullable MetricsListener listener) {
    this.listener = listener;
  }

  /** Returns one that measures nothing, for what is part of a transfer that is measured. */
  public static TransferMetrics none() {
    return new TransferMetrics((MetricsListener) null);
  }

  public <T> Function<S3Calls, Future<T>> download(Function<S3Calls, Future<T>> work) {
    return measured("download", work);
  }

  /**
   * Begins to measure a download that its caller ends.
   *
   * @param calls calls of the download, which count what it transfers
   */
  public Started download(S3Calls calls) {
    MetricsListener measuring = listener;
    long since = System.nanoTime();
    return measuring == null
        ? failure -> {}
        : failure -> record(measuring, "download", failure, calls.count(), since);
  }

  /** A transfer that is measured. */
  @FunctionalInterface
  public interface Started {
    /** Records its end, with what is counted by then. */
    void ended(@Nullable Throwable failure);
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
