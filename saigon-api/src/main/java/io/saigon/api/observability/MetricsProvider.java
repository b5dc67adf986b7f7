package io.saigon.api.observability;

import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/**
 * A provider of a listener to measurements, found through {@link java.util.ServiceLoader} for each
 * Vert.x instance. All that are on the path are used.
 */
public interface MetricsProvider {
  /**
   * Returns the name of the provider.
   *
   * @return such as {@code micrometer}: lower case, digits and hyphens
   */
  String name();

  /**
   * Creates the listener.
   *
   * @param vertx Vert.x instance that is measured
   * @return the listener, or null if nothing is to be measured there
   */
  @Nullable MetricsListener create(Vertx vertx);
}
