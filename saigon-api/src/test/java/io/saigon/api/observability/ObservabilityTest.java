package io.saigon.api.observability;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.error.ThrottledException;
import io.saigon.api.observability.Health.Status;
import io.saigon.api.vault.SecretSource;
import io.saigon.api.vault.SecretValue;
import io.saigon.api.vault.SecretVault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObservabilityTest {
  private static final SecretSource SOURCE =
      id -> Future.succeededFuture(SecretValue.ofText(id, "text", "1"));

  private record Part(String kind, String name) implements Component {
    @Override
    public Health health() {
      return new Health(Status.UP, "", Map.of());
    }
  }

  private final Vertx vertx = Vertx.vertx();
  private final Observability observability = Observability.of(vertx);
  private final Queue<Measurement> measured = new ConcurrentLinkedQueue<>();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, SECONDS);
  }

  @Test
  void withoutAListenerThereIsNothingToSendMeasurementsTo() {
    assertThat(observability.listener()).isNull();
    Runnable remove = observability.add(measured::add);
    assertThat(observability.listener()).isNotNull();
    remove.run();
    assertThat(observability.listener()).isNull();
  }

  @Test
  void aListenerThatThrowsKeepsNeitherTheCallNorOtherListenersFromTheirWork() throws Exception {
    observability.add(
        measurement -> {
          throw new IllegalStateException("broken");
        });
    observability.add(measured::add);
    SecretVault vault = SecretVault.create(vertx, "v", SOURCE);

    assertThat(vault.secretString("key").await(10, SECONDS)).isEqualTo("text");
    assertThat(vault.secretString("key").await(10, SECONDS)).isEqualTo("text");

    assertThat(measured)
        .contains(new Measurement.SecretRead("v", false), new Measurement.SecretRead("v", true))
        .anyMatch(m -> m instanceof Measurement.SecretFetch f && f.result().equals("success"));
  }

  @Test
  void componentsAreListedByKindAndNameUntilTheyAreRemoved() {
    Runnable removed = observability.add(new Part("vault", "b"));
    observability.add(new Part("vault", "a"));
    observability.add(new Part("pool", "c"));

    assertThat(observability.components())
        .extracting(Component::name)
        .containsExactly("c", "a", "b");
    removed.run();
    assertThat(observability.components()).extracting(Component::name).containsExactly("c", "a");
  }

  @Test
  void eachVertxHasItsOwn() throws Exception {
    Vertx other = Vertx.vertx();
    try {
      assertThat(Observability.of(other)).isNotSameAs(observability);
      assertThat(Observability.of(vertx)).isSameAs(observability);
    } finally {
      other.close().await(10, SECONDS);
    }
  }

  @Test
  void anOutageCountsUntilACallSucceedsOrAMinuteIsOver() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    RecentFailure failure = new RecentFailure(now::get);
    failure.record(new ThrottledException("slow down", null, null));
    assertThat(failure.reason()).isEqualTo("throttled");
    failure.record(null);
    assertThat(failure.reason()).isNull();

    failure.record(new ThrottledException("slow down", null, null));
    now.set(Instant.EPOCH.plus(Duration.ofSeconds(60)));
    assertThat(failure.reason()).isEqualTo("throttled");
    now.set(Instant.EPOCH.plus(Duration.ofSeconds(61)));
    assertThat(failure.reason()).isNull();
  }

  @Test
  void resultsAreOfASmallSet() {
    assertThat(List.of(Results.of(null), Results.of(new IllegalStateException("of ann"))))
        .containsExactly("success", "error");
  }
}
