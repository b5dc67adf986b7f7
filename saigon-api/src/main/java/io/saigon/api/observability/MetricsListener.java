package io.saigon.api.observability;

/**
 * A receiver of measurements, such as the binding to a metrics library. Called on any thread, also
 * on several at once and on event loops, so that it must be thread-safe and must not block. What it
 * throws is logged once and ignored.
 */
@FunctionalInterface
public interface MetricsListener {
  /**
   * Receives a measurement.
   *
   * @param measurement what was measured
   */
  void record(Measurement measurement);

  /**
   * Receives a component that was created, for gauges of its state.
   *
   * @param component the component
   */
  default void added(Component component) {}

  /**
   * Receives a component that was closed.
   *
   * @param component the component, as it was added
   */
  default void removed(Component component) {}
}
