package io.saigon.rest.vertx;

import io.saigon.api.CredentialsProvider;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;

public class SigV4InterceptorIT extends SigningContract {
  @Override
  WebClient client(
      Vertx vertx,
      WebClientOptions options,
      CredentialsProvider credentials,
      SigV4Scope scope,
      SigningOptions signing) {
    WebClient client = WebClient.create(vertx, options);
    return SigV4Interceptor.addTo(client, vertx, credentials, scope, signing);
  }
}
