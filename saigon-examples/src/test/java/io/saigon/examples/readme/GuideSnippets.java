package io.saigon.examples.readme;

import io.saigon.api.Saigon;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceError;
import io.saigon.api.vault.SecretVault;
import io.saigon.aws.AssumeRoleRequest;
import io.saigon.aws.VertxAws;
import io.saigon.rest.vertx.RestClient;
import io.saigon.rest.vertx.SigV4RequestAuthorizer;
import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.saigon.rest.vertx.webclient.SigV4Interceptor;
import io.saigon.rest.vertx.webclient.SigningWebClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClient;
import java.time.Duration;

/** More code of the guides below docs; compiled, so that its names exist. */
@SuppressWarnings("unused")
final class GuideSnippets {
  record Login(String username, String password) {}

  record Order(String id) {}

  private GuideSnippets() {}

  static void signing(Vertx vertx, CredentialsProvider credentials, WebClient existing) {
    // tag::signing[]
    SigV4Scope scope = SigV4Scope.executeApi("eu-west-1");
    WebClient signing = SigningWebClient.create(vertx, credentials, scope);
    WebClient same = SigV4Interceptor.addTo(existing, vertx, credentials, scope);
    // end::signing[]
  }

  static void errors(SecretVault vault) {
    // tag::errors[]
    Future<Login> login =
        vault
            .secret(Login.class, "orders/db")
            .recover(
                failure -> {
                  if (failure instanceof NotFoundException) {
                    return Future.succeededFuture(new Login("guest", ""));
                  }
                  if (failure instanceof SaigonException known && known.serviceError() != null) {
                    ServiceError error = known.serviceError(); // its status, AWS's code, request id
                    System.err.println(error.requestId());
                  }
                  return Future.failedFuture(failure);
                });
    // end::errors[]
  }

  static void role(Vertx vertx) {
    // tag::role[]
    VertxAws aws = VertxAws.create(vertx);
    CredentialsProvider reports =
        aws.assumeRole(
            AssumeRoleRequest.of("arn:aws:iam::123456789012:role/reports")
                .withDuration(Duration.ofMinutes(30)));
    Saigon saigon = Saigon.create(vertx, SaigonOptions.defaults().withCredentials(reports));
    RestClient lambda =
        RestClient.create(
            vertx,
            "https://lambda.eu-west-1.amazonaws.com",
            SigV4RequestAuthorizer.of(reports, SigV4Scope.of("lambda", "eu-west-1")));
    // end::role[]
  }
}
