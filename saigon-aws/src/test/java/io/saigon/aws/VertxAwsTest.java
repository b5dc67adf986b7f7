package io.saigon.aws;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.AccessDeniedException;
import io.saigon.api.AwsCredentials;
import io.saigon.api.ConfigurationException;
import io.saigon.api.CredentialsProvider;
import io.saigon.api.NotFoundException;
import io.saigon.api.SaigonException;
import io.saigon.api.SaigonOptions;
import io.saigon.api.ThrottledException;
import io.saigon.api.TransportException;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.ssm.SsmAsyncClient;
import software.amazon.awssdk.services.ssm.SsmAsyncClientBuilder;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;

@Timeout(60)
@ExtendWith(LeakCheck.class)
class VertxAwsTest {
  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger calls = new AtomicInteger();
  private final List<String> dates = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private SaigonOptions options;

  @BeforeEach
  void start() throws Exception {
    server =
        vertx
            .createHttpServer()
            .requestHandler(this::answer)
            .listen(0, "localhost")
            .await(10, TimeUnit.SECONDS);
    options =
        SaigonOptions.defaults()
            .withRegion("eu-west-1")
            .withEndpoint(URI.create("http://localhost:" + server.actualPort()))
            .withCredentials(CredentialsProvider.of(AwsCredentials.of("AKID", "SECRET-CANARY")));
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private void answer(HttpServerRequest request) {
    int call = calls.incrementAndGet();
    request
        .body()
        .onSuccess(
            body -> {
              String name = body.toJsonObject().getString("Name");
              switch (name) {
                case "missing" -> fail(request, 400, "ParameterNotFound", "gone");
                case "skewed" -> {
                  dates.add(request.getHeader("X-Amz-Date"));
                  if (call == 1) {
                    request.response().putHeader("Date", inAnHour());
                    fail(request, 403, "RequestTimeTooSkewed", "what time is it");
                  } else {
                    succeed(request, name);
                  }
                }
                case "busy" -> fail(request, 400, "ThrottlingException", "slow down");
                case "denied" -> fail(request, 400, "AccessDeniedException", "not you");
                case "flaky" -> {
                  if (call < 3) {
                    fail(request, 500, "InternalServerError", "try again");
                  } else {
                    succeed(request, "flaky");
                  }
                }
                default -> succeed(request, name);
              }
            });
  }

  private static String inAnHour() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(UTC).plusHours(1));
  }

  private static void succeed(HttpServerRequest request, String name) {
    request
        .response()
        .end(
            new JsonObject()
                .put("Parameter", new JsonObject().put("Name", name).put("Value", "v"))
                .toBuffer());
  }

  private static void fail(HttpServerRequest request, int status, String code, String message) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("x-amzn-RequestId", "request-1")
        .end(new JsonObject().put("__type", code).put("message", message).toBuffer());
  }

  private Future<GetParameterResponse> get(AwsService<SsmAsyncClient> ssm, String name) {
    return ssm.call(client -> client.getParameter(r -> r.name(name)));
  }

  private AwsService<SsmAsyncClient> ssm(SaigonOptions options) {
    return VertxAws.create(vertx, options).service("ssm", SsmAsyncClient::builder);
  }

  private static <T> T join(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static SaigonException failure(Future<?> future) {
    try {
      join(future);
    } catch (Exception e) {
      return (SaigonException) e.getCause();
    }
    throw new AssertionError("did not fail");
  }

  @Test
  void anySdkClientRunsOnVertxInTwoLines() throws Exception {
    VertxAws aws = VertxAws.create(vertx, options);
    SsmAsyncClient client = aws.configure(SsmAsyncClient.builder()).build();
    var answer = VertxAws.await(vertx, client.getParameter(r -> r.name("p")));
    assertThat(join(answer).parameter().value()).isEqualTo("v");
  }

  @ParameterizedTest
  @EnumSource(ThreadingModel.class)
  void aCallCompletesOnTheContextOfItsCaller(ThreadingModel model) throws Exception {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        model == ThreadingModel.EVENT_LOOP
            || model == ThreadingModel.WORKER
            || (model == ThreadingModel.VIRTUAL_THREAD && Runtime.version().feature() >= 21));
    AwsService<SsmAsyncClient> ssm = ssm(options);
    Promise<Boolean> same = Promise.promise();
    vertx.deployVerticle(
        new io.vertx.core.AbstractVerticle() {
          @Override
          public void start() {
            Context mine = vertx.getOrCreateContext();
            get(ssm, "p")
                .compose(first -> get(ssm, "p"))
                .onComplete(
                    (result, failure) ->
                        same.complete(
                            failure == null
                                && vertx.getOrCreateContext() == mine
                                && mine.threadingModel() == model));
          }
        },
        new DeploymentOptions().setThreadingModel(model));
    assertThat(join(same.future())).isTrue();
  }

  @Test
  void aCallFromAPlainThreadCompletesOnAnEventLoop() throws Exception {
    Promise<Boolean> onLoop = Promise.promise();
    get(ssm(options), "p").onComplete(done -> onLoop.complete(Context.isOnEventLoopThread()));
    assertThat(join(onLoop.future())).isTrue();
  }

  @Test
  void callsAndTheirRetriesMakeNoThreadButVertxsOwn() throws Exception {
    Set<String> before = threads();
    assertThat(join(get(ssm(options), "flaky")).parameter().name()).isEqualTo("flaky");
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
  void aMissingParameterIsNotFound() {
    SaigonException failure = failure(get(ssm(options), "missing"));
    assertThat(failure)
        .isInstanceOf(NotFoundException.class)
        .hasMessage("ssm answered ParameterNotFound: gone. Check name, region and account.");
    assertThat(failure.serviceError().statusCode()).isEqualTo(400);
    assertThat(failure.serviceError().errorCode()).isEqualTo("ParameterNotFound");
    assertThat(failure.serviceError().requestId()).isEqualTo("request-1");
  }

  @Test
  void aRefusedCallIsAccessDenied() {
    assertThat(failure(get(ssm(options), "denied")))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("not you")
        .hasMessageNotContaining("CANARY");
  }

  @Test
  void aClockThatIsWrongIsLearnedFromTheAnswerAndTheCallMadeAgain() throws Exception {
    assertThat(join(get(ssm(options), "skewed")).parameter().value()).isEqualTo("v");
    assertThat(dates).hasSize(2);
    assertThat(Duration.between(time(dates.get(0)), time(dates.get(1))))
        .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
  }

  private static Instant time(String date) {
    return LocalDateTime.parse(date, DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'"))
        .toInstant(UTC);
  }

  @Test
  void aCallThatIsThrottledForGoodIsThrottled() {
    AwsService<SsmAsyncClient> once =
        VertxAws.create(vertx, options)
            .service(
                "ssm",
                () ->
                    SsmAsyncClient.builder()
                        .overrideConfiguration(
                            o -> o.retryStrategy(AwsRetryStrategy.doNotRetry())));
    assertThat(failure(get(once, "busy")))
        .isInstanceOf(ThrottledException.class)
        .hasMessageContaining("slow down")
        .hasMessageContaining("quota");
    assertThat(calls).hasValue(1);
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
    assertThat(join(onLoop.future())).isFalse();
  }

  @Test
  void anEndpointThatDoesNotAnswerIsATransportFailureThatNamesIt() throws Exception {
    int port = server.actualPort();
    join(server.close());
    assertThat(failure(get(ssm(options), "p")))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("ssm could not be reached")
        .hasMessageContaining("localhost")
        .hasMessageContaining(String.valueOf(port))
        .hasMessageContaining("AWS_ENDPOINT_URL");
  }

  @Test
  void credentialsThatFailAreTheCallsFailure() {
    SaigonOptions without =
        options.withCredentials(
            () -> Future.failedFuture(new ConfigurationException("no keys in the safe")));
    assertThat(failure(get(ssm(without), "p")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("no keys in the safe");
    assertThat(calls).hasValue(0);
  }

  @Test
  void credentialsThatComeLateAreWaitedForWithoutBlocking() throws Exception {
    Promise<AwsCredentials> late = Promise.promise();
    AwsService<SsmAsyncClient> ssm = ssm(options.withCredentials(late::future));
    Promise<GetParameterResponse> answer = Promise.promise();
    vertx.runOnContext(
        go -> {
          get(ssm, "p").onComplete(answer);
          vertx.setTimer(50, id -> late.complete(AwsCredentials.of("AKID", "SECRET")));
        });
    assertThat(join(answer.future()).parameter().value()).isEqualTo("v");
  }

  @Test
  void theSdkIsNotLetToBlockAnEventLoopForCredentials() throws Exception {
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
    assertThat((Throwable) join(outcome.future()))
        .hasStackTraceContaining("would block the event loop");
  }

  @Test
  void closingTwiceIsHarmlessAndEndsCalls() throws Exception {
    VertxAws aws = VertxAws.create(vertx, options);
    AwsService<SsmAsyncClient> ssm = aws.service("ssm", SsmAsyncClient::builder);
    join(get(ssm, "p"));
    join(aws.close());
    join(aws.close());
    assertThatThrownBy(() -> join(get(ssm, "p"))).hasStackTraceContaining("closed");
  }
}
