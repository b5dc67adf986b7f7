package io.saigon.aws.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.config.SaigonOptions;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.aws.VertxAws;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.testutils.EnvironmentVariableHelper;

/** The endpoints of our own queries and of configured clients beside those of the SDK. */
@Timeout(60)
class EndpointSettingsTest {
  private static final AwsCredentials KEYS = AwsCredentials.of("AKID", "SECRET");

  /** The request that would have been sent. */
  private static final class Sent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Sent(String endpoint) {
      super(endpoint);
    }
  }

  private final Vertx vertx = Vertx.vertx();

  @TempDir Path home;

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @MethodSource("io.saigon.aws.credentials.EndpointRow#all")
  void settingsLeadToTheSdksEndpoints(EndpointRow row) throws Exception {
    with(
        row,
        () -> {
          assertThat(sdk(StsAsyncClient.builder(), null, StsAsyncClient::getCallerIdentity))
              .as("the SDK's client")
              .isEqualTo(row.endpoint());
          assertThat(
                  configured(
                      SaigonOptions.defaults().withCredentials(CredentialsProvider.of(KEYS)),
                      StsAsyncClient.builder(),
                      StsAsyncClient::getCallerIdentity))
              .as("a client that is configured for Vert.x")
              .isEqualTo(row.endpoint());
          assertThat(ours(row)).as("our own query").isEqualTo(row.endpoint());
        });
  }

  @Test
  void theModeOfAccountEndpointsIsApplied() throws Exception {
    AwsCredentials known = KEYS.withAccountId("123456789012");
    String standard = "https://dynamodb.us-east-1.amazonaws.com";
    for (EndpointRow row :
        new EndpointRow[] {
          EndpointRow.variables("https://123456789012.ddb.us-east-1.amazonaws.com"),
          EndpointRow.variables(standard, "AWS_ACCOUNT_ID_ENDPOINT_MODE", "disabled"),
          EndpointRow.properties(standard, "aws.accountIdEndpointMode", "disabled"),
          EndpointRow.config(standard, "[default]", "account_id_endpoint_mode = disabled"),
          EndpointRow.variables(standard, "AWS_USE_FIPS_ENDPOINT", "true")
        }) {
      with(
          row,
          () -> {
            String sdk =
                sdk(DynamoDbAsyncClient.builder(), "123456789012", DynamoDbAsyncClient::listTables);
            assertThat(dynamo(known)).isEqualTo(sdk);
            if (row.variables().containsKey("AWS_USE_FIPS_ENDPOINT")) {
              assertThat(sdk).contains("fips");
            } else {
              assertThat(sdk).isEqualTo(row.endpoint());
            }
          });
    }
    with(
        EndpointRow.variables(EndpointRow.REFUSED, "AWS_ACCOUNT_ID_ENDPOINT_MODE", "required"),
        () -> {
          assertThat(dynamo(KEYS)).isEqualTo(EndpointRow.REFUSED);
          assertThat(dynamo(known)).startsWith("https://123456789012.");
        });
  }

  private String dynamo(AwsCredentials keys) {
    return configured(
        SaigonOptions.defaults().withCredentials(CredentialsProvider.of(keys)),
        DynamoDbAsyncClient.builder(),
        DynamoDbAsyncClient::listTables);
  }

  /** Runs a check with settings; those of the environment are the SDK's alone. */
  private void with(EndpointRow row, Runnable check) throws IOException {
    Map<String, String> properties = new HashMap<>(row.properties());
    properties.put("aws.region", row.region());
    properties.put(
        "aws.configFile", Files.writeString(home.resolve("config"), row.config()).toString());
    properties.put("aws.sharedCredentialsFile", home.resolve("none").toString());
    properties.forEach(System::setProperty);
    try {
      EnvironmentVariableHelper.run(
          environment -> {
            row.variables().forEach(environment::set);
            check.run();
          });
    } finally {
      properties.keySet().forEach(System::clearProperty);
    }
  }

  private static SdkAsyncHttpClient notSending() {
    return new SdkAsyncHttpClient() {
      @Override
      public CompletableFuture<Void> execute(AsyncExecuteRequest call) {
        Sent sent = sent(call.request());
        call.responseHandler().onError(sent);
        return CompletableFuture.failedFuture(sent);
      }

      @Override
      public void close() {}
    };
  }

  private static Sent sent(software.amazon.awssdk.http.SdkHttpRequest request) {
    String uri = request.getUri().toString();
    int path = uri.indexOf('/', "https://".length());
    return new Sent(path < 0 ? uri : uri.substring(0, path));
  }

  private static <
          B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C extends AutoCloseable>
      String sdk(B builder, String accountId, Function<C, CompletableFuture<?>> call) {
    AwsBasicCredentials keys =
        AwsBasicCredentials.builder()
            .accessKeyId("AKID")
            .secretAccessKey("SECRET")
            .accountId(accountId)
            .build();
    return endpoint(
        () ->
            call.apply(
                builder
                    .credentialsProvider(StaticCredentialsProvider.create(keys))
                    .httpClient(notSending())
                    .build()));
  }

  private <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C extends AutoCloseable>
      String configured(SaigonOptions options, B builder, Function<C, CompletableFuture<?>> call) {
    VertxAws aws = VertxAws.create(vertx, options);
    return endpoint(() -> call.apply(aws.configure(builder).httpClient(notSending()).build()));
  }

  private String ours(EndpointRow row) {
    Settings settings = new Settings(System::getProperty, name -> row.variables().get(name));
    DefaultChain chain =
        new DefaultChain(
            vertx,
            SaigonOptions.defaults(),
            notSending(),
            notSending(),
            settings,
            Clock.systemUTC());
    Map<String, String> role = Map.of("RoleArn", "arn:aws:iam::123456789012:role/r");
    return endpoint(
        () ->
            new SharedTask<>(
                    vertx,
                    () -> chain.assumeRole(role, AwsBasicCredentials.create("AKID", "SECRET")))
                .run()
                .toCompletionStage()
                .toCompletableFuture());
  }

  /** Returns the endpoint of the request that a call comes to, or that it was refused before. */
  private static String endpoint(Supplier<CompletableFuture<?>> call) {
    try {
      call.get().get(30, TimeUnit.SECONDS);
      throw new AssertionError("It succeeded");
    } catch (ExecutionException | RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof Sent sent) {
          return sent.getMessage();
        }
      }
      return EndpointRow.REFUSED;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
