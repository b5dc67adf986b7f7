package io.saigon.testkit.internal.lambda;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The functions that tests registered, by ARN. Safe for use from any thread. */
public final class Lambdas {
  /** A function: takes an event, and returns its answer. */
  @FunctionalInterface
  public interface Handler {
    @Nullable JsonObject handle(JsonObject event) throws Exception;
  }

  private final Map<String, Handler> handlers = new ConcurrentHashMap<>();

  /** Registers a function in place of an earlier one of the same ARN. */
  public void register(String arn, Handler handler) {
    handlers.put(arn, handler);
  }

  public Optional<Handler> find(String arn) {
    return Optional.ofNullable(handlers.get(arn));
  }
}
