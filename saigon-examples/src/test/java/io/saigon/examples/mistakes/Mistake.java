package io.saigon.examples.mistakes;

import io.vertx.core.Future;

/** A mistake, which throws at once or returns a future that fails. */
@FunctionalInterface
interface Mistake {
  Future<?> make() throws Exception;
}
