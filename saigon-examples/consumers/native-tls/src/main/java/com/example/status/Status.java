package com.example.status;

import io.saigon.api.Saigon;
import io.saigon.rest.vertx.RestClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Run with AWS's standard environment variables; takes the key of a secret and a URL. */
public final class Status {
  private Status() {}

  public static void main(String[] args) {
    Vertx vertx = Vertx.vertx();
    Future<String> secret = Saigon.create(vertx).vault().secretString(args[0]);
    Future<String> status = RestClient.create(vertx, args[1]).getResource(String.class, "/status");
    Future.all(secret, status)
        .onComplete(
            both -> {
              System.out.println(secret.result() + " " + status.result());
              vertx.close();
            },
            failure -> {
              System.err.println(failure);
              System.exit(1);
            });
  }
}
