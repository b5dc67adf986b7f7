package io.saigon.rest.vertx;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.ext.web.client.WebClientOptions;

/** With HTTP/2 chosen by ALPN. */
public class SigV4InterceptorOverTlsIT extends SigV4InterceptorIT {
  private static final SelfSignedCertificate CERTIFICATE = SelfSignedCertificate.create();

  @Override
  WebClientOptions options() {
    return new WebClientOptions()
        .setSsl(true)
        .setUseAlpn(true)
        .setProtocolVersion(HttpVersion.HTTP_2)
        .setTrustAll(true)
        .setVerifyHost(false);
  }

  @Override
  HttpServerOptions serverOptions() {
    return new HttpServerOptions()
        .setSsl(true)
        .setUseAlpn(true)
        .setKeyCertOptions(CERTIFICATE.keyCertOptions());
  }
}
