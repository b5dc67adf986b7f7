package io.saigon.rest.vertx.webclient;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClient;
import org.junit.jupiter.api.Test;

class SigV4InterceptorTest {
  // Unit tests run on the module path without the flag, integration tests with it.
  @Test
  void withoutTheFlagOfTheModulePathCreationFailsAndNamesIt() {
    Vertx vertx = Vertx.vertx();
    CredentialsProvider credentials = CredentialsProvider.of(AwsCredentials.of("AKID", "hush"));
    assertThatThrownBy(
            () ->
                SigV4Interceptor.addTo(
                    WebClient.create(vertx),
                    vertx,
                    credentials,
                    SigV4Scope.executeApi("eu-west-1")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Start Java with --add-exports"
                + " io.vertx.web.client/io.vertx.ext.web.client.impl=io.saigon.rest.vertx to use"
                + " the interceptor, or use SigningWebClient, which needs no flag");
    vertx.close();
  }
}
