package io.saigon.micrometer.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.saigon.api.observability.Component;
import io.saigon.api.observability.Health;
import io.saigon.api.observability.Health.Status;
import io.saigon.api.observability.Measurement;
import io.saigon.api.observability.Measurement.PoolEvent.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MeterListenerTest {
  private static final Path PAGE = Path.of("..", "docs", "metrics.md");
  private static final Duration TIME = Duration.ofMillis(250);

  private static final List<Measurement> ALL =
      List.of(
          new Measurement.Login("success", TIME),
          new Measurement.SessionRenewal("tokens", "success", TIME, Duration.ofMinutes(5)),
          new Measurement.CredentialsRenewal("chain", "success", TIME, Instant.MAX),
          new Measurement.TokenVerification("invalid_token"),
          new Measurement.JwksFetch("success", TIME),
          new Measurement.SecretRead("aws-ssm", true),
          new Measurement.SecretFetch("aws-ssm", "success", TIME),
          new Measurement.SecretChanged("aws-ssm"),
          new Measurement.PoolEvent("ORDERS", Event.HANDOVER),
          new Measurement.ObjectTransfer("upload", "success", 42, 0, TIME),
          new Measurement.SignedCall("execute-api", "4xx", 2, Duration.ofSeconds(-7), TIME),
          new Measurement.AwsCall("SSM", "GetParameter", "success", 3, TIME));

  private record Part(String kind, String name, Health health) implements Component {}

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MeterListener listener = new MeterListener(registry);

  private static Part part(String kind, Status status, Map<String, Double> values) {
    return new Part(kind, "name", new Health(status, "", values));
  }

  @Test
  void everyMeasurementAndComponentIsRegisteredAsThePageSays() throws IOException {
    assertThat(ALL)
        .extracting(Object::getClass)
        .containsExactlyInAnyOrder(Measurement.class.getPermittedSubclasses());
    ALL.forEach(listener::record);
    listener.added(part("vault", Status.UP, Map.of("secrets", 1.0, "oldestAgeSeconds", 2.0)));
    listener.added(part("pool", Status.UP, Map.of("open", 1.0, "idle", 1.0, "waiting", 0.0)));
    listener.added(part("credentials", Status.UP, Map.of("expiresInSeconds", 3.0)));

    Map<String, String> registered = new TreeMap<>();
    registry.getMeters().forEach(meter -> registered.put(meter.getId().getName(), row(meter)));

    List<String> page =
        Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| `saigon.")).toList();
    assertThat(page).containsExactlyElementsOf(registered.values());
    assertThat(registered).hasSize(SaigonMeter.values().length);
  }

  private static String row(Meter meter) {
    Meter.Id id = meter.getId();
    String type = id.getType().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String labels =
        id.getTags().stream()
            .map(Tag::getKey)
            .map(key -> "`" + key + "`")
            .collect(Collectors.joining(", "));
    return "| `%s` | %s | %s | %s | %s |"
        .formatted(
            id.getName(),
            type,
            id.getBaseUnit() == null ? "" : id.getBaseUnit(),
            labels,
            id.getDescription());
  }

  @Test
  void aGaugeOfSeveralComponentsShowsTheWorstUntilTheLastIsRemoved() {
    Part up = part("vault", Status.UP, Map.of("secrets", 1.0, "oldestAgeSeconds", 2.0));
    Part down = part("vault", Status.DOWN, Map.of("secrets", 3.0, "oldestAgeSeconds", 7.0));
    listener.added(up);
    listener.added(down);

    assertThat(registry.get("saigon.health").gauge().value()).isZero();
    assertThat(registry.get("saigon.secrets.cached").gauge().value()).isEqualTo(4);
    assertThat(registry.get("saigon.secrets.age").gauge().value()).isEqualTo(7);

    listener.removed(down);
    assertThat(registry.get("saigon.health").gauge().value()).isEqualTo(1);
    listener.removed(up);
    assertThat(registry.getMeters()).isEmpty();
  }

  @Test
  void retriesBytesAndAttemptsAreCounted() {
    ALL.forEach(listener::record);
    ALL.forEach(listener::record);

    assertThat(registry.get("saigon.aws.retries").counter().count()).isEqualTo(6);
    assertThat(registry.get("saigon.transfer.bytes").counter().count()).isEqualTo(84);
    assertThat(registry.get("saigon.signed.attempts").counter().count()).isEqualTo(4);
    assertThat(registry.get("saigon.signed.clock.offset").gauge().value()).isEqualTo(-7);
    assertThat(registry.get("saigon.secrets.reads").tag("cache", "hit").counter().count())
        .isEqualTo(2);
  }
}
