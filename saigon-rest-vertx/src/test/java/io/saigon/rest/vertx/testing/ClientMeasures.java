package io.saigon.rest.vertx.testing;

import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.spi.metrics.ClientMetrics;
import io.vertx.core.spi.metrics.HttpClientMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import io.vertx.core.spi.observability.HttpRequest;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Function;

/**
 * Metrics of Vert.x that list the requests of its HTTP clients. They are dynamic proxies, because
 * these interfaces have other types and parameters from Vert.x 5.1 on.
 */
public final class ClientMeasures {
  private ClientMeasures() {}

  /**
   * Creates the metrics of a Vertx.
   *
   * @param measured list that takes each request's client, method and path
   */
  public static VertxMetrics into(List<String> measured) {
    return proxy(
        VertxMetrics.class,
        "createHttpClientMetrics",
        options -> {
          Object named =
              options[0] instanceof HttpClientOptions
                  ? options[0]
                  : call(options[0], "getObservabilityConfig");
          Object name = call(named, "getMetricsName");
          return proxy(
              HttpClientMetrics.class,
              "createEndpointMetrics",
              endpoint ->
                  proxy(
                      ClientMetrics.class,
                      "requestBegin",
                      begun -> {
                        HttpRequest request = (HttpRequest) begun[begun.length - 1];
                        Object uri = begun[begun.length - 2];
                        return measured.add(name + " " + request.method() + " " + uri);
                      }));
        });
  }

  private static <T> T proxy(Class<T> type, String name, Function<Object[], Object> method) {
    InvocationHandler handler =
        (self, called, args) ->
            called.getName().equals(name)
                ? method.apply(args)
                : called.isDefault()
                    ? InvocationHandler.invokeDefault(self, called, args)
                    : called.invoke(name, args); // Methods of Object.
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Object call(Object owner, String getter) {
    try {
      return owner.getClass().getMethod(getter).invoke(owner);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
