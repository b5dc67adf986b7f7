package io.saigon.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.saigon.api.Saigon;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.LoginFlow;
import io.saigon.aws.VertxAws;
import io.saigon.testkit.LocalAws;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;

/** A local AWS and a Saigon that lives by its clock. */
final class LocalCognito implements AutoCloseable {
  static final String PASSWORD = "Canary-Pass-1";

  final Vertx vertx = Vertx.vertx();
  final LocalAws aws = await(LocalAws.start(vertx));
  final Saigon saigon = Saigon.create(vertx, aws.saigonOptions());
  final CognitoIdentityProviderAsyncClient sdk =
      VertxAws.of(saigon.context()).configure(CognitoIdentityProviderAsyncClient.builder()).build();

  CognitoClientConfig config() {
    return aws.userPool().clientConfig();
  }

  CognitoClient client(CognitoClientConfig config) {
    return new Services(saigon.context(), aws.clock()).client(config);
  }

  CognitoClient client() {
    return client(config());
  }

  /** Much faster than SRP, for tests that are about what comes after the log-in. */
  CognitoClient passwordClient() {
    return client(config().withLoginFlow(LoginFlow.PASSWORD));
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new AssertionError(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("No answer in time", e);
    }
  }

  static <E extends Throwable> E failure(Class<E> type, Future<?> future) {
    Throwable failure = catchThrowable(() -> await(future));
    assertThat(failure).isInstanceOf(type);
    return type.cast(failure);
  }

  @Override
  public void close() {
    sdk.close();
    await(saigon.close());
    await(aws.stop());
    await(vertx.close());
  }
}
