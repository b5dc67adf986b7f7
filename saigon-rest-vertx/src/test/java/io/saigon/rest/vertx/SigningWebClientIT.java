package io.saigon.rest.vertx;

import io.saigon.api.CredentialsProvider;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;

public class SigningWebClientIT extends SigningContract {
  @Override
  WebClient client(
      Vertx vertx,
      WebClientOptions options,
      CredentialsProvider credentials,
      SigV4Scope scope,
      SigningOptions signing) {
    return SigningWebClient.wrap(
        vertx.createHttpClient(options), options, credentials, scope, signing);
  }
}
