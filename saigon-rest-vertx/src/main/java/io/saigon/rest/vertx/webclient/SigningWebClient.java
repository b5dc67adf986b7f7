package io.saigon.rest.vertx.webclient;

import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.api.tls.TlsEngine;
import io.saigon.rest.vertx.http.VertxHttpClient;
import io.saigon.rest.vertx.sigv4.PayloadSigning;
import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.Objects;

/**
 * Factory of WebClients that sign every request, on the class path and on the module path.
 *
 * <p>Redirects within an origin and the one repeat after expired credentials or a wrong clock are
 * signed again. A clock is corrected by up to 24 hours, and only by responses to signed requests. A
 * redirect to another origin is followed with the headers {@code Accept} and {@code User-Agent},
 * without a body, and no further request of that chain is signed. One from https to http fails with
 * {@link io.saigon.api.rest.HttpStatusException}.
 *
 * <p>Forms, multipart forms and streams are held in memory to be signed, up to {@link
 * SigningOptions#maxBufferedBody()}; with {@link PayloadSigning#UNSIGNED} streams are sent as they
 * come, and not repeated. Characters that a request line must not hold are encoded; several {@code
 * Cookie} headers are sent as one. A request URI is a path and query: an absolute one fails with
 * {@link IllegalArgumentException}. Requests of a closed client fail with {@link
 * io.saigon.api.error.ClosedException}.
 *
 * <p>{@code WebClientSession}, {@code CachingWebClient} and {@code OAuth2WebClient} cannot be built
 * on these WebClients; use {@link SigV4Interceptor} for them.
 */
public final class SigningWebClient {
  private SigningWebClient() {}

  /**
   * Creates a signing WebClient with its own pool.
   *
   * @param vertx Vert.x instance of the client
   * @param credentials credentials of the signatures
   * @param scope service and region to sign for
   * @return the client
   */
  public static WebClient create(Vertx vertx, CredentialsProvider credentials, SigV4Scope scope) {
    Objects.requireNonNull(vertx, "vertx");
    return create(vertx, new WebClientOptions(), credentials, scope);
  }

  /**
   * Creates a signing WebClient with its own pool.
   *
   * @param vertx Vert.x instance of the client
   * @param options options of the WebClient
   * @param credentials credentials of the signatures
   * @param scope service and region to sign for
   * @return the client
   */
  public static WebClient create(
      Vertx vertx, WebClientOptions options, CredentialsProvider credentials, SigV4Scope scope) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    return create(vertx, options, new PoolOptions(), credentials, scope);
  }

  /**
   * Creates a signing WebClient with its own pool.
   *
   * @param vertx Vert.x instance of the client
   * @param options options of the WebClient
   * @param pool options of the pool
   * @param credentials credentials of the signatures
   * @param scope service and region to sign for
   * @return the client
   */
  public static WebClient create(
      Vertx vertx,
      WebClientOptions options,
      PoolOptions pool,
      CredentialsProvider credentials,
      SigV4Scope scope) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(pool, "pool");
    return wrap(
        vertx.createHttpClient(TlsEngine.select(new HttpClientOptions(options)), pool),
        options,
        credentials,
        scope,
        SigningOptions.defaults());
  }

  /**
   * Creates a signing WebClient on an HttpClient that the application has, whose own requests are
   * not signed.
   *
   * @param client HttpClient, which the application closes
   * @param options options of the WebClient
   * @param credentials credentials of the signatures
   * @param scope service and region to sign for
   * @param signing bounds of bodies and waits
   * @return the client
   * @throws IllegalArgumentException if the client is not Vert.x's own
   */
  public static WebClient wrap(
      HttpClient client,
      WebClientOptions options,
      CredentialsProvider credentials,
      SigV4Scope scope,
      SigningOptions signing) {
    Objects.requireNonNull(signing, "signing");
    VertxHttpClient internal = VertxHttpClient.of(client);
    Objects.requireNonNull(options, "options");
    WebClientSigner signer = new WebClientSigner(internal.vertx(), credentials, scope, signing);
    HttpClient signed = SigningHttpClient.of(internal, signer);
    return BufferingWebClient.of(WebClient.wrap(signed, options), internal.vertx(), signer);
  }
}
