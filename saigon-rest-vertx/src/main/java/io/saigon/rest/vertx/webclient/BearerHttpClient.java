package io.saigon.rest.vertx.webclient;

import io.saigon.api.call.CallScope;
import io.saigon.api.context.CallerContext;
import io.saigon.api.oauth.AccessToken;
import io.saigon.api.oauth.AccessTokenProvider;
import io.saigon.rest.vertx.http.VertxHttpClient;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import java.lang.reflect.Method;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The HttpClient of a WebClient whose requests carry a token. */
final class BearerHttpClient extends Delegation<HttpClient> {
  private final VertxHttpClient delegate;
  private final AccessTokenProvider tokens;

  private BearerHttpClient(VertxHttpClient delegate, AccessTokenProvider tokens) {
    this.delegate = delegate;
    this.tokens = tokens;
  }

  static HttpClient of(VertxHttpClient delegate, AccessTokenProvider tokens) {
    return proxy(VertxHttpClient.TYPE, new BearerHttpClient(delegate, tokens));
  }

  @Override
  HttpClient delegate() {
    return delegate.client();
  }

  @Override
  @Nullable Object intercept(Object self, Method method, Object[] args) throws Throwable {
    return switch (method.getName()) {
      case "request" -> {
        if (args.length == 1 && args[0] instanceof RequestOptions options) {
          yield request(options);
        }
        throw unsupported();
      }
      case "connect" -> throw unsupported();
      case "redirectHandler" -> (Function<HttpClientResponse, ?>) this::redirect;
      default -> forward(self, method, args);
    };
  }

  private Future<HttpClientRequest> request(RequestOptions options) {
    if (options instanceof TokenlessOptions) {
      return send(options);
    }
    // Others may wait for the same token. Like the delegate's, the future belongs to the caller's
    // context.
    return CallerContext.current(delegate.vertx())
        .complete(CallScope.outside(tokens::accessToken).compose(token -> request(options, token)));
  }

  private Future<HttpClientRequest> request(RequestOptions options, AccessToken token) {
    options.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token.value());
    return send(options).onSuccess(request -> watch(request, token));
  }

  private Future<HttpClientRequest> send(RequestOptions options) {
    try {
      return delegate()
          .request(options)
          .recover(failure -> Future.failedFuture(WebClientSigner.failure(failure)));
    } catch (RuntimeException e) {
      return Future.failedFuture(WebClientSigner.failure(e));
    }
  }

  // A failure to get another token is that of the next request.
  private void watch(HttpClientRequest request, AccessToken token) {
    request
        .response()
        .onSuccess(
            response -> {
              if (response.statusCode() == 401) {
                var unused = tokens.renewed(token);
              }
            });
  }

  private @Nullable Future<RequestOptions> redirect(HttpClientResponse response) {
    Future<RequestOptions> next = delegate.redirectHandler().apply(response);
    return next == null ? null : next.map(options -> redirected(options, response));
  }

  private RequestOptions redirected(RequestOptions next, HttpClientResponse response) {
    boolean authorized = response.request().headers().contains(HttpHeaders.AUTHORIZATION);
    return WebRedirect.prepare(next, response, authorized, delegate.options())
        ? next
        : new TokenlessOptions(next);
  }

  private static UnsupportedOperationException unsupported() {
    return new UnsupportedOperationException(
        "This HttpClient is for its WebClient alone; use another for this");
  }

  /** A request of a redirect to another origin, which is sent as it is. */
  private static final class TokenlessOptions extends RequestOptions {
    TokenlessOptions(RequestOptions options) {
      super(options);
    }
  }
}
