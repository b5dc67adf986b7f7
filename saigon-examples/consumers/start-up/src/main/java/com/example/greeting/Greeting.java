package com.example.greeting;

import io.saigon.api.Saigon;
import io.saigon.api.vault.SecretVault;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;

/** Prints a secret; takes its key. Run with AWS's standard environment variables. */
public final class Greeting extends VerticleBase {
  private final String key;

  Greeting(String key) {
    this.key = key;
  }

  @Override
  public Future<?> start() {
    Saigon saigon = Saigon.create(vertx);
    SecretVault vault = saigon.vault();
    Future<Void> ready = Boolean.getBoolean("cold") ? Future.succeededFuture() : saigon.warmUp();
    return ready
        .onSuccess(warm -> FirstCall.begins())
        .compose(warm -> vault.secretString(key))
        .onSuccess(System.out::println);
  }

  /** Shows in a log of loaded classes which of them the first call loads. */
  private static final class FirstCall {
    static void begins() {}
  }

  public static void main(String[] args) {
    Vertx vertx = Vertx.vertx();
    vertx
        .deployVerticle(new Greeting(args[0]))
        .onComplete(
            deployed -> {
              if (deployed.failed()) {
                System.err.println(deployed.cause());
                System.exit(1);
              }
              vertx.close();
            });
  }
}
