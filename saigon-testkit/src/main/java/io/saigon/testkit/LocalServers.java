package io.saigon.testkit;

import io.saigon.api.Saigon;
import io.saigon.api.config.SaigonOptions;
import io.saigon.testkit.fault.Faults;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** The servers that tests share, started on first use; JUnit closes them. */
final class LocalServers implements AutoCloseable {
  /** Name of the class, which cannot be referred to, as the database client is optional. */
  static final String POOL = "io.vertx.sqlclient.Pool";

  private static final Map<Class<?>, Function<LocalAws, Object>> PARTS =
      Map.of(
          SaigonOptions.class, LocalAws::saigonOptions,
          LocalUserPool.class, LocalAws::userPool,
          LocalGateway.class, LocalAws::gateway,
          LocalSts.class, LocalAws::sts,
          LocalAppConfig.class, LocalAws::appConfig,
          LocalClock.class, LocalAws::clock,
          Faults.class, LocalAws::faults);

  private final Vertx vertx = Vertx.vertx();
  private final Map<Class<?>, Object> started = new HashMap<>();
  private final Deque<Supplier<Future<Void>>> closing = new ArrayDeque<>();

  /** Returns whether a type is one of a part of a local AWS. */
  static boolean isPart(Class<?> type) {
    return PARTS.containsKey(type);
  }

  synchronized Object get(Class<?> type) {
    Function<LocalAws, Object> part = PARTS.get(type);
    if (part != null) {
      return part.apply((LocalAws) get(LocalAws.class));
    }
    Object known = started.get(type);
    if (known == null) {
      known = start(type);
      started.put(type, known);
    }
    return known;
  }

  private Object start(Class<?> type) {
    if (type == LocalAws.class) {
      LocalAws aws = awaited(LocalAws.start(vertx));
      closing.push(aws::stop);
      return aws;
    }
    if (type == LocalPostgres.class) {
      LocalPostgres postgres = awaited(LocalPostgres.start(vertx));
      closing.push(postgres::stop);
      return postgres;
    }
    if (type == Saigon.class) {
      Saigon saigon = Saigon.create(vertx, ((LocalAws) get(LocalAws.class)).saigonOptions());
      closing.push(saigon::close);
      return saigon;
    }
    LocalPools pool = LocalPools.create(vertx, (LocalPostgres) get(LocalPostgres.class));
    closing.push(pool::close);
    return pool.pool();
  }

  /** Closes the servers, the last one first. */
  @Override
  public synchronized void close() {
    try {
      closing.forEach(close -> awaited(close.get()));
    } finally {
      awaited(vertx.close());
    }
  }

  private static <T> T awaited(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ParameterResolutionException("Interrupted while local servers start or stop", e);
    } catch (ExecutionException e) {
      throw new ParameterResolutionException(
          "A local server did not start or stop: " + e.getMessage(), e);
    }
  }
}
