package io.saigon.rest.vertx.webclient;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.client.WebClientOptions;

/** The contract without TLS, as for services on loopback. */
public class SigV4InterceptorOverPlainHttpIT extends SigV4InterceptorIT {
  @Override
  WebClientOptions options() {
    return new WebClientOptions();
  }

  @Override
  HttpServerOptions serverOptions() {
    return new HttpServerOptions();
  }
}
