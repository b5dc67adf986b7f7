package io.saigon.rest.vertx;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.error.ClosedException;
import io.saigon.api.rest.RestResponse;
import io.saigon.api.storage.PresignedRequest;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls under way when their verticle is undeployed. */
public class UndeployedCallsIT extends CallsOfAService {
  private interface Call extends BiFunction<Vertx, String, Future<?>> {}

  @TempDir static Path directory;

  static Stream<Arguments> calls() {
    WaitPolicy hour = WaitPolicy.upTo(Duration.ofHours(1)).withInterval(Duration.ofHours(1));
    Map<String, Call> calls =
        Map.of(
            "call", (vertx, url) -> client(vertx, url, "/stall").send(),
            "call between repeats", (vertx, url) -> client(vertx, url, "/503").send(),
            "wait",
                (vertx, url) ->
                    client(vertx, url, "/stall").sendUntil(String.class, x -> true, hour),
            "wait between looks",
                (vertx, url) ->
                    client(vertx, url, "/404")
                        .sendUntil(String.class, x -> true, hour.withPending(Set.of(404))),
            "pages",
                (vertx, url) ->
                    client(vertx, url, "/stall")
                        .pages(String.class)
                        .forEach(page -> Future.succeededFuture()),
            "upload",
                (vertx, url) ->
                    PresignedClient.create(vertx).upload(presigned(url), Buffer.buffer("body")),
            "download",
                (vertx, url) ->
                    PresignedClient.create(vertx)
                        .download(presigned(url), directory.resolve("file")));
    return calls.entrySet().stream()
        .flatMap(
            call ->
                Stream.of("event loop", "worker", "worker of its own pool")
                    .map(where -> Arguments.of(call.getKey(), where, call.getValue())));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("calls")
  void failAsClosedOnTheirContext(String what, String where, Call call) {
    Promise<Void> arrived = Promise.promise();
    service =
        (n, request) -> {
          if (request.path().equals("/stall")) {
            arrived.tryComplete();
          } else {
            request.response().endHandler(end -> arrived.tryComplete());
            request.response().putHeader("Retry-After", "2");
            answer(request, Integer.parseInt(request.path().substring(1)));
          }
        };
    Promise<Object> result = Promise.promise();
    String url = api.baseUrl().toString();
    String id =
        await(
            vertx.deployVerticle(
                new VerticleBase() {
                  @Override
                  public Future<?> start() {
                    Context verticleContext = context;
                    call.apply(vertx, url)
                        .onComplete(
                            ended ->
                                result.tryFail(
                                    vertx.getOrCreateContext() == verticleContext
                                        ? ended.cause()
                                        : new AssertionError("Not on the verticle's context")));
                    return Future.succeededFuture();
                  }
                },
                options(where)));
    await(arrived.future());
    await(vertx.undeploy(id));
    assertThatThrownBy(() -> await(result.future())).isInstanceOf(ClosedException.class);
  }

  @Test
  void callsOfAnUndeployedVerticleAreRefused() {
    Promise<Context> verticleContext = Promise.promise();
    String id =
        await(
            vertx.deployVerticle(
                new VerticleBase() {
                  @Override
                  public Future<?> start() {
                    verticleContext.complete(context);
                    return Future.succeededFuture();
                  }
                }));
    await(vertx.undeploy(id));
    Promise<RestResponse> result = Promise.promise();
    await(verticleContext.future()).runOnContext(run -> get().send().onComplete(result));
    assertThatThrownBy(() -> await(result.future()))
        .isInstanceOf(ClosedException.class)
        .hasMessageContaining("the verticle or Vert.x instance that sends it is closed");
    assertThat(arrivals).isEmpty();
  }

  private static DeploymentOptions options(String where) {
    DeploymentOptions options = new DeploymentOptions();
    if (!where.equals("event loop")) {
      options.setThreadingModel(ThreadingModel.WORKER);
    }
    return where.endsWith("pool") ? options.setWorkerPoolName("own") : options;
  }

  private static RestCall client(Vertx vertx, String url, String path) {
    return RestClient.create(vertx, url).call(HttpMethod.GET, path);
  }

  private static PresignedRequest presigned(String url) {
    return new PresignedRequest(
        HttpMethod.PUT, URI.create(url + "/stall"), Map.of(), Instant.now().plusSeconds(60));
  }
}
