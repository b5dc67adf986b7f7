package com.example.profile;

import io.saigon.api.Saigon;
import io.saigon.api.cognito.CognitoVerifier;
import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.cognito.web.CognitoAuthHandler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;

/** Serves until its input ends; takes a user pool and an app client, and prints its port. */
public final class Profile {
  private Profile() {}

  public static void main(String[] args) throws Exception {
    Vertx vertx = Vertx.vertx();
    CognitoVerifier verifier =
        Saigon.create(vertx).cognitoVerifier(CognitoVerifierConfig.of(args[0], args[1]));
    Router router = Router.router(vertx);
    router.route("/me").handler(CognitoAuthHandler.create(verifier));
    router.get("/me").handler(context -> context.end(CognitoAuthHandler.token(context).username()));
    // Without it Vert.x Web would log every caller that is turned away.
    router.errorHandler(401, context -> context.response().setStatusCode(401).end());
    vertx
        .createHttpServer()
        .requestHandler(router)
        .listen(0, "127.0.0.1")
        .onSuccess(server -> System.out.println(server.actualPort()));
    while (System.in.read() >= 0) {}
    vertx.close().await(10, TimeUnit.SECONDS);
  }
}
