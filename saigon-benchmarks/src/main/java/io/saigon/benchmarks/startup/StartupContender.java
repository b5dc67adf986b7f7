package io.saigon.benchmarks.startup;

import io.saigon.api.Saigon;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.LoginFlow;
import io.saigon.aws.VertxAsyncHttpClient;
import io.saigon.rest.vertx.AwsSigV4RestClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;

/** One process of {@link Startup}. */
final class StartupContender {
  private StartupContender() {}

  /** Prints the answer of a signed GET and ends. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] args) {
    String answer =
        switch (args[0]) {
          case "limit: bare Vert.x" -> await(new StartupBare(Vertx.vertx()).answer());
          case "saigon" -> await(saigon());
          case "SDK url-connection" -> StartupSdk.urlConnection();
          case "SDK netty-nio" -> StartupSdk.async(NettyNioAsyncHttpClient.create());
          case "SDK on saigon's engine" ->
              StartupSdk.async(VertxAsyncHttpClient.builder(Vertx.vertx()).build());
          default -> throw new IllegalArgumentException(args[0]);
        };
    System.out.println(answer);
    System.out.flush();
    // Not at once, since an archive of classes may be written at the end.
    System.exit(0);
  }

  private static Future<String> saigon() {
    Saigon saigon = Saigon.create(Vertx.vertx());
    CognitoClientConfig config =
        CognitoClientConfig.of(
                required("COGNITO_USER_POOL_ID"),
                required("COGNITO_CLIENT_ID"),
                required("COGNITO_IDENTITY_POOL_ID"))
            .withLoginFlow(LoginFlow.PASSWORD);
    AwsSigV4RestClient api = AwsSigV4RestClient.create(saigon, required("API_GATEWAY_URL"), config);
    return api.login("ann", Startup.PASSWORD)
        .compose(user -> api.call(HttpMethod.GET, "/orders/42").send(String.class));
  }

  static String required(String name) {
    Map<String, String> environment = System.getenv();
    return Objects.requireNonNull(environment.get(name), name);
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
