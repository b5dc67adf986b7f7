package io.saigon.rest.vertx.webclient;

import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.impl.HttpContext;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An interceptor that signs the requests of any WebClient that the application has.
 *
 * <p>It signs what the other interceptors made of a request, if they were added before the client's
 * first one. A signed header that a later one changes as the request is sent fails the call as soon
 * as the service refuses it, and the failure names the header.
 *
 * <p>It signs as {@link SigningWebClient} does. The types that Vert.x passes to interceptors are
 * not exported by its module, so on the module path Java must be started with {@code --add-exports
 * io.vertx.web.client/io.vertx.ext.web.client.impl=io.saigon.rest.vertx}; on the class path nothing
 * is needed.
 */
public final class SigV4Interceptor {
  private static final String INTERNALS = "io.vertx.ext.web.client.impl";

  private SigV4Interceptor() {}

  /**
   * Makes a WebClient sign its requests.
   *
   * @param client client to sign for
   * @param vertx Vert.x instance of the client
   * @param credentials credentials of the signatures
   * @param scope service and region to sign for
   * @return the same client
   * @throws IllegalStateException if Java was started without the flag that the module path needs,
   *     which the message names, or if the client signs already
   */
  public static WebClient addTo(
      WebClient client, Vertx vertx, CredentialsProvider credentials, SigV4Scope scope) {
    return addTo(client, vertx, credentials, scope, SigningOptions.defaults());
  }

  /**
   * Makes a WebClient sign its requests, with options.
   *
   * @param client client to sign for
   * @param vertx Vert.x instance of the client
   * @param credentials credentials of the signatures
   * @param scope service and region to sign for
   * @param options bounds of bodies and waits
   * @return the same client
   * @throws IllegalStateException if Java was started without the flag that the module path needs,
   *     which the message names, or if the client signs already
   */
  public static WebClient addTo(
      WebClient client,
      Vertx vertx,
      CredentialsProvider credentials,
      SigV4Scope scope,
      SigningOptions options) {
    Objects.requireNonNull(client, "client");
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    WebClientSigner signer = new WebClientSigner(vertx, credentials, scope, options);
    checkExported(WebClient.class.getModule(), SigV4Interceptor.class.getModule());
    return client.addInterceptor(
        new First(new InterceptedRequests(vertx, signer), client, new AtomicBoolean()));
  }

  private static void checkExported(Module webClient, Module own) {
    if (webClient.isNamed() && !webClient.isExported(INTERNALS, own)) {
      throw new IllegalStateException(
          "Start Java with --add-exports "
              + webClient.getName()
              + "/"
              + INTERNALS
              + "="
              + (own.isNamed() ? own.getName() : "ALL-UNNAMED")
              + " to use the interceptor, or use SigningWebClient, which needs no flag");
    }
  }

  // Not the public class, whose users could not compile against this interface without the flag for
  // their own module.
  private record First(InterceptedRequests requests, WebClient client, AtomicBoolean used)
      implements Handler<HttpContext<?>> {
    @Override
    public void handle(HttpContext<?> context) {
      if (!used.get() && used.compareAndSet(false, true)) {
        client.addInterceptor(new Last(requests));
      }
      requests.handle(context);
    }
  }

  // Added with the first request, when the application has added all of its own.
  private record Last(InterceptedRequests requests) implements Handler<HttpContext<?>> {
    @Override
    public void handle(HttpContext<?> context) {
      requests.handleLast(context);
    }
  }
}
