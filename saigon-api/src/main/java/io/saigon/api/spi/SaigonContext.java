package io.saigon.api.spi;

import io.saigon.api.config.SaigonOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** What a provider gets to build its service with; one for each {@link io.saigon.api.Saigon}. */
public interface SaigonContext {
  /** The Vert.x instance that everything runs on. */
  Vertx vertx();

  /** What the application set. */
  SaigonOptions options();

  /**
   * One instance of {@code type} for the whole Saigon, made on first use; lets several services
   * share a client.
   *
   * @param type what is shared; its class is the key
   * @param factory makes it, called once
   * @throws io.saigon.api.error.ClosedException if the Saigon is closed
   */
  <T> T shared(Class<T> type, Supplier<? extends T> factory);

  /**
   * Registers what must be closed with the Saigon. Last registered is closed first.
   *
   * @param close starts closing and tells when it is done
   * @throws io.saigon.api.error.ClosedException if the Saigon is closed
   */
  void onClose(Supplier<Future<Void>> close);
}
