package io.saigon.rest.vertx.webclient;

import io.saigon.rest.vertx.http.VertxHttpClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.lang.reflect.Method;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The HttpClient of one WebClient, whose requests and redirects are authorized here. */
abstract class WebHttpClient extends Delegation<HttpClient> {
  private final VertxHttpClient client;

  WebHttpClient(VertxHttpClient client) {
    this.client = client;
  }

  /** Returns the HttpClient that the WebClient takes. */
  final HttpClient proxy() {
    return proxy(VertxHttpClient.TYPE, this);
  }

  @Override
  final HttpClient delegate() {
    return client.client();
  }

  final Vertx vertx() {
    return client.vertx();
  }

  @Override
  final @Nullable Object intercept(Object self, Method method, Object[] args) throws Throwable {
    return switch (method.getName()) {
      case "request" -> {
        if (args.length == 1 && args[0] instanceof RequestOptions options) {
          yield request(options);
        }
        throw unsupported();
      }
      case "connect" -> throw unsupported();
      case "vertx" -> vertx();
      case "redirectHandler" -> (Function<HttpClientResponse, ?>) this::redirect;
      default -> forward(self, method, args);
    };
  }

  private static UnsupportedOperationException unsupported() {
    return new UnsupportedOperationException(
        "This HttpClient is for its WebClient alone; use another for this");
  }

  /** Makes a request of the WebClient, or of a redirect. */
  abstract Future<HttpClientRequest> request(RequestOptions options);

  /** Makes a request as it is; fails where the delegate throws, which a WebClient may lose. */
  final Future<HttpClientRequest> send(RequestOptions options) {
    try {
      return delegate().request(options);
    } catch (RuntimeException e) {
      return Future.failedFuture(WebClientSigner.failure(e));
    }
  }

  private @Nullable Future<RequestOptions> redirect(HttpClientResponse response) {
    Future<RequestOptions> next = client.redirectHandler().apply(response);
    return next == null
        ? null
        : next.map(
            options -> {
              HttpClientRequest request = response.request();
              boolean stays =
                  WebRedirect.prepare(options, response, isAuthorized(request), client.options());
              return redirected(options, request, stays);
            });
  }

  abstract boolean isAuthorized(HttpClientRequest request);

  /**
   * Returns the request of a redirect.
   *
   * @param request the one that was redirected
   * @param stays whether the redirect leads to the same origin
   */
  abstract RequestOptions redirected(RequestOptions next, HttpClientRequest request, boolean stays);
}
