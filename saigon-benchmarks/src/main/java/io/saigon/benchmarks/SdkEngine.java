package io.saigon.benchmarks;

import io.saigon.api.config.SaigonOptions;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.aws.AwsService;
import io.saigon.aws.VertxAws;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;

/** An HTTP engine of the SDK, as an application on Vert.x would use it. */
sealed interface SdkEngine {
  <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C> B configure(B builder);

  <T> Future<T> call(Context context, Supplier<? extends CompletionStage<T>> call);

  static SdkEngine named(String name, Vertx vertx, URI endpoint) {
    return switch (name) {
      case "saigon" -> new Ours(vertx, endpoint);
      case "netty-nio" -> new Theirs(NettyNioAsyncHttpClient.create(), endpoint);
      case "crt" -> new Theirs(AwsCrtAsyncHttpClient.create(), endpoint);
      default -> throw new IllegalArgumentException("Unknown engine " + name);
    };
  }

  /** Through saigon-aws. */
  final class Ours implements SdkEngine {
    private final VertxAws aws;
    private final AwsService<SecretsManagerAsyncClient> service;

    Ours(Vertx vertx, URI endpoint) {
      aws =
          VertxAws.create(
              vertx,
              SaigonOptions.defaults()
                  .withRegion("eu-west-1")
                  .withEndpoint(endpoint)
                  .withCredentials(CredentialsProvider.of(AwsCredentials.of("AKID", "SECRET"))));
      service = aws.service("secretsmanager", SecretsManagerAsyncClient::builder);
    }

    @Override
    public <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C> B configure(
        B builder) {
      return aws.configure(builder);
    }

    @Override
    public <T> Future<T> call(Context context, Supplier<? extends CompletionStage<T>> call) {
      return service.call(ignored -> call.get());
    }
  }

  /**
   * An engine with the SDK's defaults, and Vert.x's own conversion back to the caller's context.
   */
  record Theirs(SdkAsyncHttpClient http, URI endpoint) implements SdkEngine {
    @Override
    public <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C> B configure(
        B builder) {
      return builder
          .httpClient(http)
          .region(Region.EU_WEST_1)
          .endpointOverride(endpoint)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "SECRET")));
    }

    @Override
    public <T> Future<T> call(Context context, Supplier<? extends CompletionStage<T>> call) {
      return Future.fromCompletionStage(call.get(), context);
    }
  }
}
