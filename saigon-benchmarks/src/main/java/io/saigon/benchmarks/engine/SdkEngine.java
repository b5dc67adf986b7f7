package io.saigon.benchmarks.engine;

import io.saigon.aws.AwsService;
import io.saigon.aws.VertxAws;
import io.saigon.benchmarks.server.Clients;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;

/** An HTTP engine of the SDK, as an application on Vert.x would use it. */
interface SdkEngine {
  /** The most calls at once. */
  int IN_FLIGHT = 32;

  /** The call that is made. */
  GetSecretValueRequest REQUEST = GetSecretValueRequest.builder().secretId("orders/db").build();

  /**
   * Gets a secret.
   *
   * @param completed is called where the SDK's own future completes
   */
  Future<?> call(Context context, Runnable completed);

  static SdkEngine named(String name, Vertx vertx, URI endpoint) {
    return switch (name) {
      case "saigon" -> saigon(vertx, endpoint);
      case "SDK netty-nio" -> async(NettyNioAsyncHttpClient.create(), endpoint);
      case "SDK CRT" ->
          async(AwsCrtAsyncHttpClient.builder().buildWithDefaults(Clients.TRUST_ALL), endpoint);
      case "SDK url-connection" -> blocking(UrlConnectionHttpClient.create(), endpoint);
      case "SDK apache" -> blocking(Apache5HttpClient.create(), endpoint);
      default -> throw new IllegalArgumentException("Unknown engine " + name);
    };
  }

  /** Through saigon-aws. */
  private static SdkEngine saigon(Vertx vertx, URI endpoint) {
    AwsService<SecretsManagerAsyncClient> service =
        VertxAws.create(vertx, Clients.saigon(endpoint))
            .service("secretsmanager", SecretsManagerAsyncClient::builder);
    return (context, completed) -> service.call(client -> get(client, completed));
  }

  /** With the SDK's defaults, and Vert.x's own conversion back to the caller's context. */
  private static SdkEngine async(SdkAsyncHttpClient http, URI endpoint) {
    SecretsManagerAsyncClient client =
        Clients.sdk(SecretsManagerAsyncClient.builder(), endpoint).httpClient(http).build();
    return (context, completed) -> Future.fromCompletionStage(get(client, completed), context);
  }

  private static CompletionStage<?> get(SecretsManagerAsyncClient client, Runnable completed) {
    return client.getSecretValue(REQUEST).whenComplete((value, failure) -> completed.run());
  }

  /** On threads of the application. */
  private static SdkEngine blocking(SdkHttpClient http, URI endpoint) {
    SecretsManagerClient client =
        Clients.sdk(SecretsManagerClient.builder(), endpoint).httpClient(http).build();
    Executor threads = Executors.newFixedThreadPool(IN_FLIGHT);
    return (context, completed) ->
        Future.fromCompletionStage(
            CompletableFuture.supplyAsync(() -> client.getSecretValue(REQUEST), threads)
                .whenComplete((value, failure) -> completed.run()),
            context);
  }
}
