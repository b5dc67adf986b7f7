package io.saigon.examples.observability;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.saigon.api.Saigon;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.rest.vertx.AwsSigV4RestClient;
import io.saigon.testkit.LocalAws;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.tracing.opentelemetry.OpenTelemetryTracingFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A service on a Vert.x that OpenTelemetry traces; the local AWS runs on another one. */
class TraceIT {
  private static final Path FIXTURE =
      Path.of("consumers/quickstart/src/test/resources/local-aws.json");
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final S3ObjectDescriptor OBJECT = S3ObjectDescriptor.of("orders", "order.txt");

  record Shop(String username, String password, String bucket) {}

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final OpenTelemetrySdk telemetry =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(spans))
                  .build())
          .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
          .build();
  private final Vertx outside = Vertx.vertx();
  private final Vertx vertx =
      Vertx.builder().withTracer(new OpenTelemetryTracingFactory(telemetry)).build();
  private LocalAws aws;
  private Saigon saigon;
  private AwsSigV4RestClient api;

  @BeforeEach
  void start() throws Exception {
    aws = LocalAws.start(outside).await(30, SECONDS);
    aws.load(new JsonObject(Files.readString(FIXTURE))).await(30, SECONDS);
    saigon = Saigon.create(vertx, aws.saigonOptions());
    api =
        AwsSigV4RestClient.create(
            saigon, aws.gateway().url().toString(), aws.userPool().clientConfig());
    saigon.storage().upload(OBJECT, Buffer.buffer("tea")).await(30, SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(30, SECONDS);
    aws.stop().await(30, SECONDS);
    outside.close().await(30, SECONDS);
    telemetry.close();
  }

  private void serve(HttpServerRequest request) {
    saigon
        .vault()
        .secret(Shop.class, "shop")
        .compose(shop -> api.login(shop.username(), shop.password()))
        .compose(user -> api.getResource(JsonObject.class, "/orders/42"))
        .compose(order -> saigon.storage().readString(OBJECT, 100))
        .onSuccess(request.response()::end)
        .onFailure(failure -> request.response().setStatusCode(500).end(failure.toString()));
  }

  @Test
  void oneTraceLeadsFromARequestThroughSecretSignedCallAndObject() throws Exception {
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(this::serve)
            .listen(0, "127.0.0.1")
            .await(30, SECONDS);
    spans.reset();

    assertThat(answer(server.actualPort())).hasToString("tea");
    List<SpanData> all = spans.getFinishedSpanItems();
    assertThat(all).extracting(SpanData::getTraceId).containsOnly(TRACE);
    assertThat(all)
        .extracting(SpanData::getName)
        .contains(
            "saigon.vault.read",
            "saigon.vault.fetch",
            "SecretsManager.GetSecretValue",
            "CognitoIdentityProvider.InitiateAuth",
            "CognitoIdentity.GetCredentialsForIdentity",
            "S3.GetObject");
    assertThat(parent(all, "SecretsManager.GetSecretValue")).isEqualTo("saigon.vault.fetch");
    assertThat(parent(all, "saigon.vault.fetch")).isEqualTo("saigon.vault.read");
    String request = parent(all, "saigon.vault.read");
    assertThat(parent(all, "S3.GetObject")).isEqualTo(request);
    assertThat(all)
        .as("the signed call")
        .anyMatch(
            span ->
                span.getAttributes().asMap().values().toString().contains("/orders/42")
                    && request.equals(parent(all, span)));
    assertThat(all.toString()).doesNotContain(aws.secretAccessKey());
    Files.writeString(Path.of("target", "trace.txt"), tree(all, "b7ad6b7169203331", ""));
  }

  /** Returns the spans below a span, each with its milliseconds. */
  private static String tree(List<SpanData> all, String parent, String indent) {
    return all.stream()
        .filter(span -> span.getParentSpanId().equals(parent))
        .sorted(Comparator.comparingLong(SpanData::getStartEpochNanos))
        .map(
            span ->
                "%s%s (%s) %.1f ms%n%s"
                    .formatted(
                        indent,
                        span.getName(),
                        span.getKind(),
                        (span.getEndEpochNanos() - span.getStartEpochNanos()) / 1e6,
                        tree(all, span.getSpanId(), indent + "  ")))
        .collect(Collectors.joining());
  }

  private Buffer answer(int port) throws Exception {
    return outside
        .createHttpClient()
        .request(HttpMethod.GET, port, "127.0.0.1", "/")
        .compose(
            call -> call.putHeader("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01").send())
        .compose(response -> response.body())
        .await(60, SECONDS);
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "VIRTUAL_THREAD"})
  void aTraceThatBeginsOffTheEventLoopReachesAws(ThreadingModel model) throws Exception {
    assumeTrue(
        model != ThreadingModel.VIRTUAL_THREAD || Runtime.version().feature() >= 21,
        "virtual threads are of JDK 21");
    Promise<HttpServer> listening = Promise.promise();
    vertx
        .deployVerticle(
            new VerticleBase() {
              @Override
              public Future<?> start() {
                return vertx
                    .createHttpServer()
                    .requestHandler(
                        request ->
                            saigon
                                .storage()
                                .readString(OBJECT, 100)
                                .onSuccess(request.response()::end))
                    .listen(0, "127.0.0.1")
                    .onComplete(listening);
              }
            },
            new DeploymentOptions().setThreadingModel(model))
        .await(30, SECONDS);
    spans.reset();

    assertThat(answer(listening.future().result().actualPort())).hasToString("tea");

    List<SpanData> all = spans.getFinishedSpanItems();
    assertThat(all).extracting(SpanData::getTraceId).containsOnly(TRACE);
    assertThat(all).extracting(SpanData::getName).contains("S3.GetObject");
  }

  private static String parent(List<SpanData> all, String name) {
    return parent(
        all, all.stream().filter(s -> s.getName().equals(name)).findFirst().orElseThrow());
  }

  private static String parent(List<SpanData> all, SpanData span) {
    return all.stream()
        .filter(other -> other.getSpanId().equals(span.getParentSpanId()))
        .map(SpanData::getName)
        .findFirst()
        .orElse("none");
  }
}
