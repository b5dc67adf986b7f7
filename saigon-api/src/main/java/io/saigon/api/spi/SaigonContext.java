package io.saigon.api.spi;

import io.saigon.api.config.SaigonOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/**
 * Environment in which a provider builds its service; one for each {@link io.saigon.api.Saigon}.
 * Safe for use from any thread.
 */
public interface SaigonContext {
  /**
   * Returns the Vert.x instance that everything runs on.
   *
   * @return the Vert.x instance
   */
  Vertx vertx();

  /**
   * Returns the settings of the application.
   *
   * @return the options
   */
  SaigonOptions options();

  /**
   * Returns one instance of a type for the whole Saigon, created on first use, so that several
   * services share a client.
   *
   * @param <T> the type
   * @param type the type, whose class is the key
   * @param factory creates the instance, called once
   * @return the instance
   * @throws io.saigon.api.error.ClosedException if the Saigon is closed
   */
  <T> T shared(Class<T> type, Supplier<? extends T> factory);

  /**
   * Registers an action that closes an object with the Saigon; the last registered runs first.
   *
   * @param close starts to close, and returns a future that completes when that is done
   * @throws io.saigon.api.error.ClosedException if the Saigon is closed
   */
  void onClose(Supplier<Future<Void>> close);

  /**
   * Registers what {@link io.saigon.api.Saigon#warmUp()} does for a service.
   *
   * @param warmUp starts to prepare the service, and returns a future that completes when that is
   *     done
   * @throws io.saigon.api.error.ClosedException if the Saigon is closed
   */
  void onWarmUp(Supplier<? extends Future<?>> warmUp);
}
