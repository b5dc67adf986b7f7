package io.saigon.rest.vertx.webclient;

import io.saigon.api.call.CallScope;
import io.saigon.api.context.CallerContext;
import io.saigon.api.oauth.AccessToken;
import io.saigon.api.oauth.AccessTokenProvider;
import io.saigon.rest.vertx.http.VertxHttpClient;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;

/** The HttpClient of a WebClient whose requests carry a token. */
final class BearerHttpClient extends WebHttpClient {
  private final AccessTokenProvider tokens;

  private BearerHttpClient(VertxHttpClient delegate, AccessTokenProvider tokens) {
    super(delegate);
    this.tokens = tokens;
  }

  static HttpClient of(VertxHttpClient delegate, AccessTokenProvider tokens) {
    return new BearerHttpClient(delegate, tokens).proxy();
  }

  @Override
  Future<HttpClientRequest> request(RequestOptions options) {
    if (options instanceof TokenlessOptions) {
      return sent(options);
    }
    // Others may wait for the same token. Like the delegate's, the future belongs to the caller's
    // context.
    return CallerContext.current(vertx())
        .complete(CallScope.outside(tokens::accessToken).compose(token -> request(options, token)));
  }

  private Future<HttpClientRequest> request(RequestOptions options, AccessToken token) {
    options.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token.value());
    return sent(options).onSuccess(request -> watch(request, token));
  }

  private Future<HttpClientRequest> sent(RequestOptions options) {
    return send(options).recover(failure -> Future.failedFuture(WebClientSigner.failure(failure)));
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

  @Override
  boolean isAuthorized(HttpClientRequest request) {
    return request.headers().contains(HttpHeaders.AUTHORIZATION);
  }

  @Override
  RequestOptions redirected(RequestOptions next, HttpClientRequest request, boolean stays) {
    return stays ? next : new TokenlessOptions(next);
  }

  /** A request of a redirect to another origin, which is sent as it is. */
  private static final class TokenlessOptions extends RequestOptions {
    TokenlessOptions(RequestOptions options) {
      super(options);
    }
  }
}
