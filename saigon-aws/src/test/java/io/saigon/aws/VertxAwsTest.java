package io.saigon.aws;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.saigon.api.credentials.AwsCredentials;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ssm.SsmAsyncClient;
import software.amazon.awssdk.services.ssm.SsmAsyncClientBuilder;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;

class VertxAwsTest extends ParameterIT {
  @Test
  void anySdkClientRunsOnVertxInTwoLines() throws Exception {
    VertxAws aws = VertxAws.create(vertx, options);
    SsmAsyncClient client = aws.configure(SsmAsyncClient.builder()).build();
    var answer = VertxAws.await(vertx, client.getParameter(r -> r.name("p")));
    assertThat(await(answer).parameter().value()).isEqualTo("v");
  }

  @ParameterizedTest
  @EnumSource(
      value = ThreadingModel.class,
      names = {"EVENT_LOOP", "WORKER", "VIRTUAL_THREAD"})
  void aCallCompletesOnTheContextOfItsCaller(ThreadingModel model) throws Exception {
    assumeTrue(model != ThreadingModel.VIRTUAL_THREAD || Runtime.version().feature() >= 21);
    AwsService<SsmAsyncClient> ssm = ssm(options);
    Promise<Boolean> same = Promise.promise();
    vertx.deployVerticle(
        new io.vertx.core.AbstractVerticle() {
          @Override
          public void start() {
            Context callerContext = vertx.getOrCreateContext();
            get(ssm, "p")
                .compose(first -> get(ssm, "p"))
                .onComplete(
                    (result, failure) ->
                        same.complete(
                            failure == null
                                && vertx.getOrCreateContext() == callerContext
                                && callerContext.threadingModel() == model));
          }
        },
        new DeploymentOptions().setThreadingModel(model));
    assertThat(await(same.future())).isTrue();
  }

  @Test
  void aCallFromAPlainThreadCompletesOnAnEventLoop() throws Exception {
    Promise<Boolean> onLoop = Promise.promise();
    get(ssm(options), "p").onComplete(done -> onLoop.complete(Context.isOnEventLoopThread()));
    assertThat(await(onLoop.future())).isTrue();
  }

  @Test
  void callsAndTheirRetriesMakeNoThreadButVertxsOwn() throws Exception {
    Set<String> before = threads();
    assertThat(await(get(ssm(options), "flaky")).parameter().name()).isEqualTo("flaky");
    assertThat(calls).hasValue(3);
    Set<String> added = threads();
    added.removeAll(before);
    assertThat(added).allMatch(name -> name.startsWith("vert.x-"));
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void aClientIsBuiltOffTheEventLoop() throws Exception {
    Promise<Boolean> onLoop = Promise.promise();
    Supplier<SsmAsyncClientBuilder> builder =
        () -> {
          onLoop.complete(Context.isOnEventLoopThread());
          return SsmAsyncClient.builder();
        };
    VertxAws aws = VertxAws.create(vertx, options);
    vertx.runOnContext(go -> aws.client("ssm", builder));
    assertThat(await(onLoop.future())).isFalse();
  }

  @Test
  void slowCredentialsAreAwaitedWithoutBlocking() throws Exception {
    Promise<AwsCredentials> late = Promise.promise();
    AwsService<SsmAsyncClient> ssm = ssm(options.withCredentials(late::future));
    Promise<GetParameterResponse> answer = Promise.promise();
    vertx.runOnContext(
        go -> {
          get(ssm, "p").onComplete(answer);
          vertx.setTimer(50, id -> late.complete(AwsCredentials.of("AKID", "SECRET")));
        });
    assertThat(await(answer.future()).parameter().value()).isEqualTo("v");
  }

  @Test
  void theSdkMayNotBlockAnEventLoopForCredentials() throws Exception {
    SsmAsyncClient client =
        VertxAws.create(
                vertx, options.withCredentials(() -> Promise.<AwsCredentials>promise().future()))
            .configure(SsmAsyncClient.builder())
            .build();
    Promise<Object> outcome = Promise.promise();
    vertx.runOnContext(
        go ->
            VertxAws.await(vertx, client.getParameter(r -> r.name("p")))
                .onComplete((result, failure) -> outcome.complete(failure)));
    assertThat((Throwable) await(outcome.future()))
        .hasStackTraceContaining("would block the event loop");
  }

  @Test
  void closingTwiceIsHarmless() throws Exception {
    VertxAws aws = VertxAws.create(vertx, options);
    await(get(aws.service("ssm", SsmAsyncClient::builder), "p"));
    await(aws.close());
    await(aws.close());
  }
}
