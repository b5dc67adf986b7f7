package io.saigon.examples.observability;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.saigon.api.Saigon;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalAwsExtension;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Vert.x's own metrics of HTTP clients, of requests to AWS. */
@ExtendWith(LocalAwsExtension.class)
class HttpMetricsIT {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  // tag::client-tags[]
  private final MicrometerMetricsOptions options =
      new MicrometerMetricsOptions()
          .setEnabled(true)
          .addLabels(Label.CLIENT_NAME)
          .setClientRequestTagsProvider(
              request ->
                  Tags.of(
                      "operation",
                      Objects.requireNonNullElse(request.headers().get("X-Amz-Target"), "")));
  // end::client-tags[]
  private final Vertx vertx =
      Vertx.builder()
          .with(new VertxOptions().setMetricsOptions(options.setRegistryName("http-metrics")))
          .withMetrics(new MicrometerMetricsFactory(registry))
          .build();

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(30, SECONDS);
  }

  @Test
  void requestsHaveTheNameOfTheClientAndOfTheirOperation(LocalAws aws) throws Exception {
    aws.createSecret("http-metrics", "text");
    Saigon saigon = Saigon.create(vertx, aws.saigonOptions());
    saigon.vault().secretString("http-metrics").await(30, SECONDS);

    Set<String> operations =
        registry.getMeters().stream()
            .map(Meter::getId)
            .filter(id -> id.getName().startsWith("vertx.http.client.request"))
            .filter(id -> "saigon-aws".equals(id.getTag("client_name")))
            .map(id -> String.valueOf(id.getTag("operation")))
            .collect(Collectors.toSet());
    assertThat(operations).contains("secretsmanager.GetSecretValue");
  }
}
