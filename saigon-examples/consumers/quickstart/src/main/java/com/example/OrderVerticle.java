package com.example;

import io.saigon.api.Saigon;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.rest.vertx.AwsSigV4RestClient;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.Json;

/** Keeps an order of a shop's API in a bucket. */
public final class OrderVerticle extends VerticleBase {
  record Shop(String username, String password, String bucket) {}

  record Order(String id, String item, int cents) {}

  private final Saigon saigon;
  private final AwsSigV4RestClient api;

  OrderVerticle(Saigon saigon, String apiUrl, CognitoClientConfig cognito) {
    this.saigon = saigon;
    this.api = AwsSigV4RestClient.create(saigon, apiUrl, cognito);
  }

  @Override
  public Future<?> start() {
    return saigon.vault().secret(Shop.class, "shop").compose(this::keepOrder);
  }

  private Future<String> keepOrder(Shop shop) {
    S3ObjectDescriptor object = S3ObjectDescriptor.of(shop.bucket(), "order-42.json");
    return api.login(shop.username(), shop.password())
        .compose(user -> api.getResource(Order.class, "/orders/42")) // signed as this user
        .compose(order -> saigon.storage().upload(object, Json.encodeToBuffer(order)))
        .compose(uploaded -> saigon.storage().readString(object, 1024))
        .onSuccess(json -> System.out.println("Kept " + json));
  }

  public static void main(String[] args) {
    Vertx vertx = Vertx.vertx();
    CognitoClientConfig cognito =
        CognitoClientConfig.of(
            System.getenv("COGNITO_USER_POOL_ID"),
            System.getenv("COGNITO_CLIENT_ID"),
            System.getenv("COGNITO_IDENTITY_POOL_ID"));
    vertx
        .deployVerticle(
            new OrderVerticle(Saigon.create(vertx), System.getenv("API_GATEWAY_URL"), cognito))
        .onFailure(System.err::println)
        .onFailure(failure -> vertx.close());
  }
}
