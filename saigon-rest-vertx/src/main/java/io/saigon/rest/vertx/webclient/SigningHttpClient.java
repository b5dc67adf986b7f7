package io.saigon.rest.vertx.webclient;

import io.saigon.api.call.CallScope;
import io.saigon.api.context.CallerContext;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.rest.vertx.http.VertxHttpClient;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** The HttpClient of a signing WebClient, whose requests sign themselves. */
final class SigningHttpClient extends WebHttpClient {
  private final WebClientSigner signer;
  private final Map<HttpClientRequest, CallScope> scopes =
      Collections.synchronizedMap(new WeakHashMap<>());

  private SigningHttpClient(VertxHttpClient delegate, WebClientSigner signer) {
    super(delegate);
    this.signer = signer;
  }

  static HttpClient of(VertxHttpClient delegate, WebClientSigner signer) {
    return new SigningHttpClient(delegate, signer).proxy();
  }

  @Override
  Future<HttpClientRequest> request(RequestOptions options) {
    CallScope scope = scope(options);
    if (options instanceof RedirectOptions redirect && !redirect.signed) {
      return send(options).map(request -> cancellable(request, scope));
    }
    try {
      options.setURI(signer.requestTarget(options.getURI()));
      WebClientSigner.removePadding(options);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
    Future<AwsCredentials> credentials = CallScope.outside(signer::credentials);
    if (credentials.succeeded()) {
      return request(options, credentials.result(), scope);
    }
    // Like the delegate's, the future belongs to the caller's context.
    return CallerContext.current(vertx())
        .complete(credentials.compose(found -> request(options, found, scope)));
  }

  private Future<HttpClientRequest> request(
      RequestOptions options, AwsCredentials credentials, @Nullable CallScope scope) {
    return send(options)
        .transform(
            (request, failure) ->
                failure == null
                    ? Future.succeededFuture(
                        SigningRequest.of(request, this, options, signer, credentials, scope))
                    : Future.failedFuture(WebClientSigner.failure(failure)));
  }

  @Override
  boolean isAuthorized(HttpClientRequest request) {
    return request.headers().contains("X-Amz-Date");
  }

  @Override
  RequestOptions redirected(RequestOptions next, HttpClientRequest request, boolean stays) {
    return new RedirectOptions(next, stays, scopes.get(request));
  }

  private static @Nullable CallScope scope(RequestOptions options) {
    return options instanceof RedirectOptions redirect ? redirect.scope : CallScope.current();
  }

  /** Keeps the scope of a request for the redirect that may answer it. */
  void keep(HttpClientRequest request, @Nullable CallScope scope) {
    if (scope != null) {
      scopes.put(request, scope);
    }
  }

  private HttpClientRequest cancellable(HttpClientRequest request, @Nullable CallScope scope) {
    keep(request, scope);
    if (scope != null) {
      CallerContext context = CallerContext.current(vertx());
      Future<Void> end = request.response().compose(HttpClientResponse::end);
      scope.add(
          end,
          () -> {
            context.run(
                () -> {
                  WebClientSigner.ignoreReset(request);
                  request.reset(0, CallScope.failure());
                });
            return end;
          });
    }
    return request;
  }

  /**
   * The request of a redirect, which belongs to the scope of the call, and may leave its origin.
   */
  private static final class RedirectOptions extends RequestOptions {
    private final boolean signed;
    private final @Nullable CallScope scope;

    RedirectOptions(RequestOptions options, boolean signed, @Nullable CallScope scope) {
      super(options);
      this.signed = signed;
      this.scope = scope;
    }
  }
}
