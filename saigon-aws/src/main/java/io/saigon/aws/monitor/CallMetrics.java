package io.saigon.aws.monitor;

import io.saigon.api.observability.Measurement;
import io.saigon.api.observability.MetricsListener;
import io.saigon.api.observability.Results;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.metrics.SdkMetric;

/** Measures the SDK's calls by service and operation. */
public final class CallMetrics implements MetricPublisher {
  private final MetricsListener listener;

  public CallMetrics(MetricsListener listener) {
    this.listener = listener;
  }

  @Override
  public void publish(MetricCollection call) {
    boolean succeeded = first(call, CoreMetric.API_CALL_SUCCESSFUL, false);
    listener.record(
        new Measurement.AwsCall(
            first(call, CoreMetric.SERVICE_ID, "unknown"),
            first(call, CoreMetric.OPERATION_NAME, "unknown"),
            succeeded ? Results.SUCCESS : "error",
            first(call, CoreMetric.RETRY_COUNT, 0),
            first(call, CoreMetric.API_CALL_DURATION, Duration.ZERO)));
  }

  private static <T> T first(MetricCollection call, SdkMetric<T> metric, T otherwise) {
    List<T> values = call.metricValues(metric);
    return values.isEmpty() ? otherwise : values.get(0);
  }

  @Override
  public void close() {
    // The listener is its owner's.
  }
}
