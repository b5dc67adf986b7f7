package io.saigon.testkit;

import io.saigon.api.Saigon;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link LocalAws}, a {@link LocalPostgres}, or a {@link Saigon} that is pointed at
 * the local AWS, as parameters.
 *
 * <p>Each is started when first asked for and serves the whole run, so that tests must tell their
 * users, secrets and buckets apart by name; all end with the run. They have a Vert.x of their own,
 * and work beside {@code VertxExtension}.
 */
public final class LocalAwsExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(LocalAwsExtension.class);
  private static final Set<Class<?>> TYPES =
      Set.of(LocalAws.class, LocalPostgres.class, Saigon.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return TYPES.contains(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Shared shared =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(Shared.class, key -> new Shared(), Shared.class);
    return shared.get(parameter.getParameter().getType());
  }

  /** What a run shares; the root context closes it. */
  private static final class Shared implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Map<Class<?>, Object> started = new LinkedHashMap<>();

    synchronized Object get(Class<?> type) {
      Object known = started.get(type);
      if (known == null) {
        known = start(type);
        started.put(type, known);
      }
      return known;
    }

    private Object start(Class<?> type) {
      if (type == LocalAws.class) {
        return awaited(LocalAws.start(vertx));
      }
      if (type == LocalPostgres.class) {
        return awaited(LocalPostgres.start(vertx));
      }
      return Saigon.create(vertx, ((LocalAws) get(LocalAws.class)).saigonOptions());
    }

    @Override
    public synchronized void close() {
      if (started.get(Saigon.class) instanceof Saigon saigon) {
        awaited(saigon.close());
      }
      if (started.get(LocalAws.class) instanceof LocalAws aws) {
        awaited(aws.stop());
      }
      if (started.get(LocalPostgres.class) instanceof LocalPostgres postgres) {
        awaited(postgres.stop());
      }
      awaited(vertx.close());
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
}
