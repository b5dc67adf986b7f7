package io.saigon.rest.vertx.webclient;

import io.saigon.api.oauth.AccessTokenProvider;
import io.saigon.api.tls.TlsEngine;
import io.saigon.rest.vertx.http.VertxHttpClient;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.Objects;

/**
 * Factory of WebClients that send an access token of an app client's own with every request, in the
 * header {@code Authorization} (RFC 6750), on the class path and on the module path.
 *
 * <p>A redirect to another origin is followed with the headers {@code Accept} and {@code
 * User-Agent} alone, and no further request of that chain gets the token. One from https to http
 * fails with {@link io.saigon.api.rest.HttpStatusException}. After an answer of 401 the token is
 * replaced for the next request; this one is not repeated. A request fails as {@link
 * AccessTokenProvider#accessToken()} does if there is no token, and is not sent.
 */
public final class BearerWebClient {
  private BearerWebClient() {}

  /**
   * Creates a WebClient with its own pool.
   *
   * @param vertx Vert.x instance of the client
   * @param options options of the WebClient
   * @param tokens source of the tokens
   * @return the client
   */
  public static WebClient create(
      Vertx vertx, WebClientOptions options, AccessTokenProvider tokens) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    return wrap(
        vertx.createHttpClient(TlsEngine.select(new HttpClientOptions(options))), options, tokens);
  }

  /**
   * Creates a WebClient on an HttpClient that the application has, whose own requests get no token.
   *
   * @param client HttpClient, which the application closes
   * @param options options of the WebClient
   * @param tokens source of the tokens
   * @return the client
   * @throws IllegalArgumentException if the client is not Vert.x's own
   */
  public static WebClient wrap(
      HttpClient client, WebClientOptions options, AccessTokenProvider tokens) {
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(tokens, "tokens");
    return WebClient.wrap(BearerHttpClient.of(VertxHttpClient.of(client), tokens), options);
  }
}
