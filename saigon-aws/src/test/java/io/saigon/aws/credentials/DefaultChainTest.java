package io.saigon.aws.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.error.ConfigurationException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

@Timeout(30)
class DefaultChainTest {
  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger asked = new AtomicInteger();

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private static <T> T join(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void theChainIsAskedOnAWorkerOnceForManyCallers() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    AtomicBoolean onLoop = new AtomicBoolean();
    DefaultChain chain =
        new DefaultChain(
            vertx,
            () -> {
              onLoop.set(Context.isOnEventLoopThread());
              asked.incrementAndGet();
              await(go);
              return AwsBasicCredentials.create("AKID", "SECRET");
            });
    Promise<List<Future<AwsCredentialsIdentity>>> all = Promise.promise();
    vertx.runOnContext(
        ignored -> {
          List<Future<AwsCredentialsIdentity>> callers = new ArrayList<>();
          for (int i = 0; i < 10; i++) {
            callers.add(chain.current());
          }
          go.countDown();
          all.complete(callers);
        });
    for (Future<AwsCredentialsIdentity> caller : join(all.future())) {
      assertThat(join(caller).accessKeyId()).isEqualTo("AKID");
    }
    assertThat(join(chain.current()).accessKeyId()).isEqualTo("AKID");
    assertThat(chain.current().isComplete()).isTrue();
    assertThat(asked).hasValue(1);
    assertThat(onLoop).isFalse();
  }

  @Test
  void expiredCredentialsAreAskedForAgain() throws Exception {
    DefaultChain chain =
        new DefaultChain(
            vertx,
            () ->
                AwsSessionCredentials.builder()
                    .accessKeyId("AKID" + asked.incrementAndGet())
                    .secretAccessKey("SECRET")
                    .sessionToken("TOKEN")
                    .expirationTime(Instant.now().plusSeconds(5))
                    .build());
    assertThat(join(chain.current()).accessKeyId()).isEqualTo("AKID1");
    assertThat(join(chain.current()).accessKeyId()).isEqualTo("AKID2");
  }

  @Test
  void aFailureIsNotKept() throws Exception {
    DefaultChain chain =
        new DefaultChain(
            vertx,
            () -> {
              if (asked.incrementAndGet() == 1) {
                throw SdkClientException.create("Unable to load credentials");
              }
              return AwsBasicCredentials.create("AKID", "SECRET");
            });
    Future<AwsCredentialsIdentity> first = chain.current();
    first.otherwiseEmpty().await(10, TimeUnit.SECONDS);
    assertThat(first.cause())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("AWS_ACCESS_KEY_ID");
    assertThat(join(chain.current()).accessKeyId()).isEqualTo("AKID");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
