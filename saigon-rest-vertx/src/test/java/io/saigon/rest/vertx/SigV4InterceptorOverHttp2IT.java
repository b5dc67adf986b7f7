package io.saigon.rest.vertx;

import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.client.WebClientOptions;

public class SigV4InterceptorOverHttp2IT extends SigV4InterceptorIT {
  @Override
  WebClientOptions options() {
    return new WebClientOptions().setProtocolVersion(HttpVersion.HTTP_2);
  }
}
