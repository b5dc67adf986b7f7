package io.saigon.rest.vertx;

import io.saigon.api.CredentialsProvider;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.internal.http.HttpClientInternal;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.Objects;

/**
 * WebClients whose every request is signed, by the class path and the module path alike.
 *
 * <p>Redirects within an origin and the one repeat after expired credentials or a clock that is off
 * are signed afresh. A clock is corrected by up to 24 hours, and only by answers to signed
 * requests. A redirect to another origin is followed with the headers {@code Accept} and {@code
 * User-Agent}, without a body, and nothing of that chain is signed any more. One from https to http
 * fails with {@link io.saigon.api.rest.HttpStatusException}.
 *
 * <p>Forms, multipart forms and streams are held in memory to be signed, up to {@link
 * SigningOptions#maxBufferedBody()}; with {@link PayloadSigning#UNSIGNED} streams are sent as they
 * come, and not repeated. Characters that a request line must not hold are encoded; several {@code
 * Cookie} headers are sent as one. A request URI is a path and query: an absolute one fails with
 * {@link IllegalArgumentException}. Requests of a closed client fail with {@link
 * io.saigon.api.ClosedException}.
 *
 * <p>They are {@link WebClient}s in all but one respect: {@code WebClientSession}, {@code
 * CachingWebClient} and {@code OAuth2WebClient} cannot be built on them. {@link SigV4Interceptor}
 * serves there.
 */
public final class SigningWebClient {
  private SigningWebClient() {}

  /** A signing WebClient with its own pool. */
  public static WebClient create(Vertx vertx, CredentialsProvider credentials, SigV4Scope scope) {
    return create(vertx, new WebClientOptions(), credentials, scope);
  }

  /** A signing WebClient with its own pool. */
  public static WebClient create(
      Vertx vertx, WebClientOptions options, CredentialsProvider credentials, SigV4Scope scope) {
    return create(vertx, options, new PoolOptions(), credentials, scope);
  }

  /** A signing WebClient with its own pool. */
  public static WebClient create(
      Vertx vertx,
      WebClientOptions options,
      PoolOptions pool,
      CredentialsProvider credentials,
      SigV4Scope scope) {
    return wrap(
        vertx.createHttpClient(options, pool),
        options,
        credentials,
        scope,
        SigningOptions.defaults());
  }

  /**
   * A signing WebClient on an HttpClient that the application has. That one's own requests stay as
   * they are.
   *
   * @throws IllegalArgumentException if the client is not Vert.x's own
   */
  public static WebClient wrap(
      HttpClient client,
      WebClientOptions options,
      CredentialsProvider credentials,
      SigV4Scope scope,
      SigningOptions signing) {
    Objects.requireNonNull(client, "client");
    Objects.requireNonNull(options, "options");
    if (!(client instanceof HttpClientInternal internal)) {
      throw new IllegalArgumentException(
          "Only Vert.x's own HttpClient can be wrapped; give the one that the Vertx made");
    }
    WebSigning web = new WebSigning(internal.vertx(), credentials, scope, signing);
    HttpClientInternal signed = SigningHttpClient.of(internal, web);
    return BufferingWebClient.of(WebClient.wrap(signed, options), internal.vertx(), web);
  }
}
