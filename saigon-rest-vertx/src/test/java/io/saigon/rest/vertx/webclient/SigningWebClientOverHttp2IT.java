package io.saigon.rest.vertx.webclient;

import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.client.WebClientOptions;

/** The contract over HTTP/2, negotiated by ALPN. */
public class SigningWebClientOverHttp2IT extends SigningWebClientIT {
  @Override
  WebClientOptions options() {
    return super.options().setUseAlpn(true).setProtocolVersion(HttpVersion.HTTP_2);
  }
}
