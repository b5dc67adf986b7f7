package io.saigon.aws;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.error.ClosedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmAsyncClient;

class ClosedEngineIT extends ParameterIT {
  @Test
  void everyCallAfterCloseFailsWithAClosedException() throws Exception {
    VertxAws aws = VertxAws.create(vertx, options);
    AwsService<SsmAsyncClient> ssm = aws.service("ssm", SsmAsyncClient::builder);
    SsmAsyncClient raw = aws.configure(SsmAsyncClient.builder()).build();
    await(get(ssm, "p"));
    int before = calls.get();
    await(aws.close());

    assertThat(failure(get(ssm, "p"))).isInstanceOf(ClosedException.class);
    assertThat(failure(ssm.callUnsigned(SsmAsyncClient::describeParameters)))
        .isInstanceOf(ClosedException.class);
    assertThat(failure(aws.client("ssm", SsmAsyncClient::builder)))
        .isInstanceOf(ClosedException.class);
    assertThat(failure(aws.credentials())).isInstanceOf(ClosedException.class);
    assertThat(raw.getParameter(r -> r.name("p")))
        .failsWithin(20, TimeUnit.SECONDS)
        .withThrowableOfType(ExecutionException.class)
        .havingRootCause()
        .isInstanceOf(ClosedException.class);
    assertThat(calls).hasValue(before);
  }

  @Test
  void closingAfterVertxIsHarmless() throws Exception {
    Vertx own = Vertx.vertx();
    VertxAws aws = VertxAws.create(own, options);
    await(get(aws.service("ssm", SsmAsyncClient::builder), "p"));
    await(own.close());
    System.gc();
    await(aws.close());
    await(aws.close());
  }

  @Test
  void theChainsOfRegionAndCredentialsFailAfterCloseWithAClosedException() throws Exception {
    VertxAws aws = VertxAws.create(vertx);
    await(aws.close());
    assertThat(failure(aws.credentials())).isInstanceOf(ClosedException.class);
    assertThat(failure(aws.region())).isInstanceOf(ClosedException.class);
  }

  @Test
  void aCallUnderWayFailsWithAClosedException() throws Exception {
    VertxAws aws = VertxAws.create(vertx, options);
    Future<?> call = get(aws.service("ssm", SsmAsyncClient::builder), "silent");
    await(arrived.future());
    await(aws.close());
    assertThat(failure(call)).isInstanceOf(ClosedException.class);
  }

  @Test
  void aCallThatWaitsForItsNextAttemptFailsWithAClosedException() throws Exception {
    VertxAws aws = VertxAws.create(vertx, options);
    Future<?> call = get(aws.service("ssm", SsmAsyncClient::builder), "busy");
    await(arrived.future());
    await(aws.close());
    assertThat(failure(call)).isInstanceOf(ClosedException.class);
  }

  @Test
  void aCallUnderWayEndsWhenItsVerticleIsUndeployed() throws Exception {
    Promise<Future<?>> made = Promise.promise();
    String verticle =
        await(
            vertx.deployVerticle(
                new VerticleBase() {
                  @Override
                  public Future<?> start() {
                    made.complete(get(ssm(options), "silent"));
                    return Future.succeededFuture();
                  }
                }));
    await(arrived.future());
    await(vertx.undeploy(verticle));
    assertThat(failure(await(made.future()))).isInstanceOf(ClosedException.class);
  }

  @Test
  void aCallUnderWayEndsWhenVertxIsClosed() throws Exception {
    Vertx ownVertx = Vertx.vertx();
    VertxAws aws = VertxAws.create(ownVertx, options);
    AwsService<SsmAsyncClient> ssm = aws.service("ssm", SsmAsyncClient::builder);
    // Listeners are added while there is an event loop to call them.
    var call = get(ssm, "silent").toCompletionStage().toCompletableFuture();
    var waiting = get(ssm, "busy").toCompletionStage().toCompletableFuture();
    await(arrived.future());
    await(ownVertx.close());
    for (var ended : List.of(call, waiting)) {
      assertThat(ended)
          .failsWithin(20, TimeUnit.SECONDS)
          .withThrowableOfType(ExecutionException.class)
          .withCauseInstanceOf(ClosedException.class);
    }
    assertThat(failure(get(ssm, "p"))).isInstanceOf(ClosedException.class);
  }
}
