package io.saigon.rest.vertx.webclient;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.client.WebClientOptions;

/** The contract without TLS, as for services on loopback. */
public class SigningWebClientOverPlainHttpIT extends SigningWebClientIT {
  @Override
  WebClientOptions options() {
    return new WebClientOptions();
  }

  @Override
  HttpServerOptions serverOptions() {
    return new HttpServerOptions();
  }
}
