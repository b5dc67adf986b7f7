package io.saigon.rest.vertx;

import io.saigon.api.AwsCredentials;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
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
        throw unsigned();
      }
      case "connect" -> throw unsigned();
      case "redirectHandler" -> (Function<HttpClientResponse, ?>) this::redirect;
      default -> forward(self, method, args);
    };
  }

  private Future<HttpClientRequest> request(RequestOptions options) {
    if (options instanceof Elsewhere) {
      return delegate.request(options);
    }
    String host = RequestTarget.host(options, delegate.options());
    Future<AwsCredentials> credentials = web.credentials();
    if (credentials.succeeded()) {
      return request(options, host, credentials.result());
    }
    // As the real client's, the future belongs to the caller's context.
    Promise<HttpClientRequest> signing = delegate.vertx().getOrCreateContext().promise();
    credentials.compose(known -> request(options, host, known)).onComplete(signing);
    return signing.future();
  }

  private Future<HttpClientRequest> request(
      RequestOptions options, String host, AwsCredentials credentials) {
    return delegate
        .request(options)
        .map(made -> SigningRequest.of(made, delegate, options, host, web, credentials));
  }

  private @Nullable Future<RequestOptions> redirect(HttpClientResponse response) {
    Future<RequestOptions> next = delegate.redirectHandler().apply(response);
    return next == null ? null : next.map(options -> hop(options, response));
  }

  private RequestOptions hop(RequestOptions next, HttpClientResponse response) {
    Hop.correct(next, response);
    HttpClientRequest last = response.request();
    boolean signed = last.headers().contains("X-Amz-Date");
    String origin = RequestTarget.origin(next, delegate.options());
    boolean stays = signed && RequestTarget.origin(Hop.uri(last)).equalsIgnoreCase(origin);
    Hop.strip(next, !stays);
    return stays ? next : new Elsewhere(next);
  }

  private static UnsupportedOperationException unsigned() {
    return new UnsupportedOperationException(
        "A signing WebClient's HttpClient is for that WebClient alone; use another for this");
  }

  /** A hop that goes out as it is. */
  private static final class Elsewhere extends RequestOptions {
    Elsewhere(RequestOptions options) {
      super(options);
    }
  }
}
