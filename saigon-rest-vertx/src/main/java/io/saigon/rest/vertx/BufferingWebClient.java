package io.saigon.rest.vertx;

import io.vertx.core.Vertx;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** A WebClient whose requests turn forms and streams into buffers, which can be signed. */
final class BufferingWebClient extends Delegation<WebClient> {
  private final WebClient delegate;
  private final Vertx vertx;
  private final WebSigning web;

  private BufferingWebClient(WebClient delegate, Vertx vertx, WebSigning web) {
    this.delegate = delegate;
    this.vertx = vertx;
    this.web = web;
  }

  static WebClient of(WebClient delegate, Vertx vertx, WebSigning web) {
    return proxy(WebClient.class, new BufferingWebClient(delegate, vertx, web));
  }

  @Override
  WebClient delegate() {
    return delegate;
  }

  @Override
  @Nullable Object intercept(Object self, Method method, Object[] args) throws Throwable {
    Object result = forward(self, method, args);
    return result instanceof HttpRequest<?> request
        ? BufferingRequest.of(request, vertx, web)
        : result;
  }
}
