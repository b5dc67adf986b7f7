package io.saigon.rest.vertx;

import static io.saigon.testkit.Await.await;

import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.saigon.rest.vertx.testing.Gateway;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A gateway that checks signatures, and a client of it. */
public abstract class RestClientSetup {
  public record Order(String id, int quantity) {}

  static final SigV4Scope SCOPE = SigV4Scope.executeApi("eu-west-1");

  final Vertx vertx = Vertx.vertx();

  final Gateway gateway = new Gateway(SCOPE);

  AwsSigV4RestClient api;

  @BeforeEach
  void start() {
    for (int generation = 1; generation < 4; generation++) {
      gateway.knows(Users.credentials("ann", generation));
      gateway.knows(Users.credentials("bob", generation));
    }
    await(gateway.start(vertx, new HttpServerOptions()));
    SigV4RequestAuthorizer users = SigV4RequestAuthorizer.create(Users.client(), SCOPE);
    api = AwsSigV4RestClient.create(vertx.createHttpClient(), gateway.url() + "/v1", users);
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  final void redirect(String path, int status, String location) {
    gateway.routes.put(
        path,
        (request, body) ->
            request.response().setStatusCode(status).putHeader("Location", location).end());
  }

  final void answer(String path, int status, String body) {
    gateway.routes.put(path, (request, in) -> request.response().setStatusCode(status).end(body));
  }

  final Gateway.Arrival last() {
    return gateway.arrivals.get(gateway.arrivals.size() - 1);
  }
}
