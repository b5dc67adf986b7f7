package io.saigon.rest.vertx.testing;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A bounded wait for a future. */
public final class Awaiting {
  private Awaiting() {}

  public static <T> T await(Future<T> future) {
    try {
      return future.await(30, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("Nothing happened for 30 s", e);
    }
  }
}
