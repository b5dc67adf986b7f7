package io.saigon.rest.vertx.webclient;

import io.vertx.core.Vertx;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** A WebClient whose requests convert forms and streams to buffers, which can be signed. */
final class BufferingWebClient extends Delegation<WebClient> {
  private final WebClient delegate;
  private final Vertx vertx;
  private final WebClientSigner signer;

  private BufferingWebClient(WebClient delegate, Vertx vertx, WebClientSigner signer) {
    this.delegate = delegate;
    this.vertx = vertx;
    this.signer = signer;
  }

  static WebClient of(WebClient delegate, Vertx vertx, WebClientSigner signer) {
    return proxy(WebClient.class, new BufferingWebClient(delegate, vertx, signer));
  }

  @Override
  WebClient delegate() {
    return delegate;
  }

  @Override
  @Nullable Object intercept(Object self, Method method, Object[] args) throws Throwable {
    Object result = forward(self, method, args);
    return result instanceof HttpRequest<?> request
        ? BufferingRequest.of(request, vertx, signer)
        : result;
  }
}
