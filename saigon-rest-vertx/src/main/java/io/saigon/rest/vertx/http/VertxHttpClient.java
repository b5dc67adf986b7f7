package io.saigon.rest.vertx.http;

import io.saigon.api.observability.MetricsListener;
import io.saigon.api.observability.Observability;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.http.HttpClientInternal;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An HttpClient of Vert.x with its internal properties, which no other class reaches. */
public final class VertxHttpClient {
  /** The type that a WebClient takes for an HttpClient. */
  public static final Class<? extends HttpClient> TYPE = HttpClientInternal.class;

  private final HttpClientInternal client;
  // From Vert.x 5.1 on, a closed client refuses to name it.
  private final Vertx vertx;
  private final @Nullable MetricsListener listener;

  private VertxHttpClient(HttpClientInternal client) {
    this.client = client;
    this.vertx = client.vertx();
    this.listener = Observability.of(vertx).listener();
  }

  /** Throws IllegalArgumentException for an implementation that is not Vert.x's. */
  public static VertxHttpClient of(HttpClient client) {
    Objects.requireNonNull(client, "client");
    if (client instanceof HttpClientInternal internal) {
      return new VertxHttpClient(internal);
    }
    throw new IllegalArgumentException(
        "Only Vert.x's own HttpClient can be used; give the one that the Vertx made");
  }

  public HttpClient client() {
    return client;
  }

  public Vertx vertx() {
    return vertx;
  }

  /** Returns the listener to measurements, or null if there is none. */
  public @Nullable MetricsListener listener() {
    return listener;
  }

  public boolean isClosed() {
    try {
      return client.closeFuture().isComplete();
    } catch (IllegalStateException e) {
      return true; // From Vert.x 5.1 on, a closed client refuses this, too.
    }
  }

  public @Nullable HttpClientOptions options() {
    return client.options();
  }

  public Function<HttpClientResponse, Future<RequestOptions>> redirectHandler() {
    return client.redirectHandler();
  }
}
