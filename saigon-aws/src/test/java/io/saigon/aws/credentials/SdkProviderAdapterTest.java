package io.saigon.aws.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.api.error.ConfigurationException;
import io.saigon.aws.SdkCredentials;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;

@Timeout(30)
class SdkProviderAdapterTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() throws Exception {
    Await.join(vertx.close());
  }

  @Test
  void aProviderOfTheSdkIsCalledOnAWorkerAndAnswersOnTheCallersContext() throws Exception {
    AtomicBoolean onLoop = new AtomicBoolean();
    CredentialsProvider provider =
        SdkCredentials.of(
            vertx,
            () -> {
              onLoop.set(Context.isOnEventLoopThread());
              return AwsBasicCredentials.create("AKID", "SECRET");
            });
    Promise<Boolean> same = Promise.promise();
    vertx.runOnContext(
        go -> {
          Context callerContext = vertx.getOrCreateContext();
          provider
              .credentials()
              .onComplete(
                  (credentials, failure) ->
                      same.complete(
                          failure == null && vertx.getOrCreateContext() == callerContext));
        });
    assertThat(Await.join(same.future())).isTrue();
    assertThat(Await.join(provider.credentials()).accessKeyId()).isEqualTo("AKID");
    assertThat(onLoop).isFalse();
  }

  @Test
  void aProviderWithoutCredentialsIsAConfigurationError() throws Exception {
    CredentialsProvider provider =
        SdkCredentials.of(
            vertx,
            () -> {
              throw SdkClientException.create("Unable to load credentials");
            });
    assertThat(Await.failure(provider.credentials()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("AWS_ACCESS_KEY_ID");
  }
}
