package io.saigon.rest.vertx;

import io.saigon.api.AwsCredentials;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.http.HttpClientInternal;
import java.lang.reflect.Method;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The HttpClient under a signing WebClient: hands out requests that sign themselves. */
final class SigningHttpClient extends Delegation<HttpClientInternal> {
  private final HttpClientInternal delegate;
  private final WebSigning web;

  private SigningHttpClient(HttpClientInternal delegate, WebSigning web) {
    this.delegate = delegate;
    this.web = web;
  }

  static HttpClientInternal of(HttpClientInternal delegate, WebSigning web) {
    return proxy(HttpClientInternal.class, new SigningHttpClient(delegate, web));
  }

  @Override
  HttpClientInternal delegate() {
    return delegate;
  }

  @Override
  @Nullable Object intercept(Object self, Method method, Object[] args) throws Throwable {
    return switch (method.getName()) {
      case "request" -> {
        if (args.length == 1 && args[0] instanceof RequestOptions options) {
          yield request(options);
        }
        throw notForOthers();
      }
      case "connect" -> throw notForOthers();
      case "redirectHandler" -> (Function<HttpClientResponse, ?>) this::redirect;
      default -> forward(self, method, args);
    };
  }

  private Future<HttpClientRequest> request(RequestOptions options) {
    if (options instanceof UnsignedOptions) {
      return unsigned(options);
    }
    try {
      options.setURI(web.sendable(options.getURI()));
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
    Future<AwsCredentials> credentials = web.credentials();
    if (credentials.succeeded()) {
      return request(options, credentials.result());
    }
    // As the real client's, the future belongs to the caller's context.
    Promise<HttpClientRequest> signing = vertx().getOrCreateContext().promise();
    credentials.compose(known -> request(options, known)).onComplete(signing);
    return signing.future();
  }

  private Future<HttpClientRequest> request(RequestOptions options, AwsCredentials credentials) {
    return unsigned(options)
        .transform(
            (made, failure) ->
                failure == null
                    ? Future.succeededFuture(
                        SigningRequest.of(made, this, options, web, credentials))
                    : Future.failedFuture(WebSigning.failure(failure)));
  }

  /** A request of the real client; a failure where that one throws, which a WebClient may lose. */
  Future<HttpClientRequest> unsigned(RequestOptions options) {
    try {
      return delegate.request(options);
    } catch (RuntimeException e) {
      return Future.failedFuture(WebSigning.failure(e));
    }
  }

  VertxInternal vertx() {
    return delegate.vertx();
  }

  private @Nullable Future<RequestOptions> redirect(HttpClientResponse response) {
    Future<RequestOptions> next = delegate.redirectHandler().apply(response);
    return next == null ? null : next.map(options -> redirected(options, response));
  }

  private RequestOptions redirected(RequestOptions next, HttpClientResponse response) {
    boolean signed = response.request().headers().contains("X-Amz-Date");
    return WebRedirect.prepare(next, response, signed, delegate.options())
        ? next
        : new UnsignedOptions(next);
  }

  private static UnsupportedOperationException notForOthers() {
    return new UnsupportedOperationException(
        "A signing WebClient's HttpClient is for that WebClient alone; use another for this");
  }

  /** A request of a redirect to another origin, which is sent as it is. */
  private static final class UnsignedOptions extends RequestOptions {
    UnsignedOptions(RequestOptions options) {
      super(options);
    }
  }
}
