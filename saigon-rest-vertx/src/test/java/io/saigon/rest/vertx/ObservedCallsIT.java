package io.saigon.rest.vertx;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.api.storage.PresignedRequest;
import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.saigon.rest.vertx.testing.ClientMeasures;
import io.saigon.rest.vertx.testing.Gateway;
import io.saigon.rest.vertx.webclient.SigningWebClient;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.ext.web.client.WebClient;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls as the tracers and metrics of the application see them. */
public class ObservedCallsIT {
  private static final SigV4Scope SCOPE = SigV4Scope.executeApi("eu-west-1");
  private static final AwsCredentials KEYS =
      new AwsCredentials("ASIAONE", "canary-secret", "canary-token", null);

  private final List<String> spans = new CopyOnWriteArrayList<>();
  private final List<String> tags = new CopyOnWriteArrayList<>();
  private final List<String> measured = new CopyOnWriteArrayList<>();
  private final Gateway gateway = new Gateway(SCOPE).knows(KEYS);
  private Vertx vertx;
  private RestClient api;

  @BeforeEach
  void start() {
    vertx =
        Vertx.builder()
            .with(new VertxOptions().setMetricsOptions(new MetricsOptions().setEnabled(true)))
            .withTracer(options -> new Spans())
            .withMetrics(options -> ClientMeasures.into(measured))
            .build();
    await(gateway.start(vertx, new HttpServerOptions()));
    api =
        RestClient.create(
            vertx, gateway.url(), SigV4RequestAuthorizer.of(CredentialsProvider.of(KEYS), SCOPE));
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void callsAreTracedByMethodOrByTheirName() {
    await(api.call(HttpMethod.GET, "/orders/42").send());
    await(api.call(HttpMethod.GET, "/orders/42").name("orders.read").send());
    assertThat(spans).containsExactly("GET", "orders.read");
    assertThat(last().headers().get("traceparent")).isEqualTo("span-2");
    assertThat(tags.toString()).doesNotContain("canary", "Signature=");
  }

  @Test
  void everyAttemptIsASpanOfItsOwnAndMeasured() {
    gateway.routes.put(
        "/busy",
        (request, body) ->
            request.response().setStatusCode(gateway.arrivals.size() < 2 ? 503 : 200).end());
    await(api.call(HttpMethod.GET, "/busy").send());
    assertThat(spans).hasSize(2);
    assertThat(measured).containsExactly("saigon-rest GET /busy", "saigon-rest GET /busy");
  }

  @Test
  void signedWebClientsAreObservedAsOthersAre() {
    WebClient client = SigningWebClient.create(vertx, CredentialsProvider.of(KEYS), SCOPE);
    var answer = await(client.get(gateway.port(), "localhost", "/w").traceOperation("w").send());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(spans).containsExactly("w");
    assertThat(tags.toString()).doesNotContain("canary", "Signature=");
  }

  @Test
  void presignedRequestsLeaveNoTrace() {
    URI uri = URI.create(gateway.url() + "/open/x?X-Amz-Signature=canary");
    PresignedRequest request = new PresignedRequest(HttpMethod.PUT, uri, Map.of(), Instant.now());
    HttpClientOptions traced = new HttpClientOptions().setTracingPolicy(TracingPolicy.ALWAYS);
    await(PresignedClient.create(vertx).upload(request, Buffer.buffer("x")));
    await(PresignedClient.create(vertx, traced).upload(request, Buffer.buffer("y")));
    assertThat(last().body().toString()).isEqualTo("y");
    assertThat(spans).isEmpty();
    assertThat(tags).isEmpty();
  }

  private Gateway.Arrival last() {
    return gateway.arrivals.get(gateway.arrivals.size() - 1);
  }

  private final class Spans implements VertxTracer<String, String> {
    @Override
    public <R> String sendRequest(
        Context context,
        SpanKind kind,
        TracingPolicy policy,
        R request,
        String operation,
        BiConsumer<String, String> headers,
        TagExtractor<R> extractor) {
      if (policy == TracingPolicy.IGNORE) {
        return null;
      }
      spans.add(operation);
      tags.add(extractor.extract(request).toString());
      headers.accept("traceparent", "span-" + spans.size());
      return operation;
    }
  }
}
