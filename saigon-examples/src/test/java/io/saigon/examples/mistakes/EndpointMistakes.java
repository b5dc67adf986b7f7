package io.saigon.examples.mistakes;

import static io.saigon.examples.mistakes.Surroundings.object;

import io.saigon.api.Saigon;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.rest.vertx.RestClient;
import io.saigon.rest.vertx.RetryPolicy;
import io.saigon.rest.vertx.SigV4RequestAuthorizer;
import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Endpoints that do not answer. */
final class EndpointMistakes {
  private static final LoginRequest LOGIN = LoginRequest.of("ann", Surroundings.PASSWORD);

  private final Surroundings with;

  EndpointMistakes(Surroundings with) {
    this.with = with;
  }

  Map<String, Mistake> all() {
    Saigon down = with.saigon(with.down());
    Saigon silent = with.silent();
    return Map.ofEntries(
        Map.entry("endpoint that is down", () -> down.vault().secretString("orders/db")),
        Map.entry(
            "endpoint that is down, of a storage",
            () -> down.storage().download(object("text.zip"))),
        Map.entry(
            "endpoint that is down, of a log-in",
            () -> down.cognito(with.cognito()).openSession(LOGIN)),
        Map.entry(
            "endpoint that is down, of a REST service",
            () -> rest(with.down().endpoint().getPort())),
        Map.entry("endpoint that is silent", () -> silent.vault().secretString("orders/db")),
        Map.entry(
            "endpoint that is silent, of a storage",
            () -> silent.storage().download(object("text.zip"))),
        Map.entry(
            "endpoint that is silent, of a log-in",
            () -> silent.cognito(with.cognito()).openSession(LOGIN)),
        Map.entry("endpoint that is silent, of a REST service", () -> rest(with.silentGateway)),
        Map.entry(
            "authority that is not trusted",
            () -> with.saigon(untrusting()).vault().secretString("orders/db")));
  }

  private SaigonOptions untrusting() {
    return SaigonOptions.defaults()
        .withRegion(with.aws.region())
        .withEndpoint(with.aws.endpoint())
        .withCredentials(with.aws.credentials());
  }

  private Future<?> rest(int port) {
    return RestClient.create(
            with.vertx.createHttpClient(
                new HttpClientOptions().setTrustOptions(with.aws.trustOptions())),
            "https://127.0.0.1:" + port + "/prod",
            SigV4RequestAuthorizer.of(
                CredentialsProvider.of(with.aws.credentials()),
                SigV4Scope.executeApi(with.aws.region())))
        .withRetry(RetryPolicy.never())
        .withTimeout(Surroundings.TIMEOUT)
        .getResource(JsonObject.class, "/orders/42?key=" + Surroundings.SECRET);
  }
}
