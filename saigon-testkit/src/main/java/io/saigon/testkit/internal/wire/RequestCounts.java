package io.saigon.testkit.internal.wire;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts and durations of the requests that services got. Safe for use from any thread. */
public final class RequestCounts {
  private record Kind(String service, String operation, int status) {}

  private record Sum(LongAdder count, LongAdder nanos) {}

  private final Map<Kind, Sum> sums = new ConcurrentHashMap<>();
  private final Map<String, Integer> begun = new ConcurrentHashMap<>();

  /** Counts a request when it ends, with the status of its answer, or 0 without a whole one. */
  void begin(HttpServerRequest request, String service, String operation) {
    long start = System.nanoTime();
    begun.merge(operation.isEmpty() ? service : service + "." + operation, 1, Integer::sum);
    HttpServerResponse response = request.response();
    response.endHandler(
        end -> {
          int status = response.ended() ? response.getStatusCode() : 0;
          Sum sum =
              sums.computeIfAbsent(
                  new Kind(service, operation, status),
                  kind -> new Sum(new LongAdder(), new LongAdder()));
          sum.count().increment();
          sum.nanos().add(System.nanoTime() - start);
        });
  }

  /** Returns how many requests of each operation have begun, by {@code service.operation}. */
  public Map<String, Integer> begun() {
    return new TreeMap<>(begun);
  }

  /** Returns an object for each service, operation and status. */
  public JsonArray toJson() {
    JsonArray all = new JsonArray();
    sums.entrySet().stream()
        .sorted(
            Map.Entry.comparingByKey(
                Comparator.comparing(Kind::service)
                    .thenComparing(Kind::operation)
                    .thenComparing(Kind::status)))
        .forEach(
            entry ->
                all.add(
                    new JsonObject()
                        .put("service", entry.getKey().service())
                        .put("operation", entry.getKey().operation())
                        .put("status", entry.getKey().status())
                        .put("count", entry.getValue().count().sum())
                        .put("milliseconds", entry.getValue().nanos().sum() / 1_000_000)));
    return all;
  }
}
