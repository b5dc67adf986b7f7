package io.saigon.vault.pg;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.observability.Component;
import io.saigon.api.observability.Health;
import io.saigon.api.observability.Measurement;
import io.saigon.api.observability.Measurement.PoolEvent;
import io.saigon.api.observability.Measurement.PoolEvent.Event;
import io.saigon.api.observability.Observability;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class MeasuredPoolIT extends PgPoolFixture {
  private final Queue<Measurement> measured = new ConcurrentLinkedQueue<>();

  @Test
  void aRotationIsOneHandoverAndItsOldConnectionIsDrained(Vertx vertx) throws Exception {
    Observability.of(vertx).add(measured::add);
    Pool pool =
        PgPools.builder(vertx, env(), vault).withDrainPeriod(Duration.ofMillis(100)).build();
    await(pool.query("select 1").execute());
    assertThat(events()).containsExactly(Event.OPENED);

    rotate("second-password");
    await(vault.refresh("orders/db"));
    until(() -> events().contains(Event.DRAINED));

    assertThat(events()).containsOnlyOnce(Event.HANDOVER, Event.DRAINED);
    assertThat(health(vertx).status()).isEqualTo(Health.Status.UP);
    await(pool.close());
    assertThat(pools(vertx)).isEmpty();
  }

  @Test
  void aPoolWithoutAConnectionIsDownAndRefusalsAreCounted(Vertx vertx) {
    Observability.of(vertx).add(measured::add);
    store.put("orders/db", db, user, "wrong-password");
    Pool pool = withoutReconnects(vertx, env());

    assertThat(failure(pool)).isNotNull();

    assertThat(events()).contains(Event.REFUSED, Event.FAILED).doesNotContain(Event.OPENED);
    assertThat(health(vertx).status()).isEqualTo(Health.Status.DOWN);
    assertThat(health(vertx).reason()).isEqualTo("refused");
    await(pool.close());
  }

  private List<Event> events() {
    return measured.stream()
        .filter(PoolEvent.class::isInstance)
        .map(PoolEvent.class::cast)
        .filter(event -> event.pool().equals("ORDERS"))
        .map(PoolEvent::event)
        .toList();
  }

  private static Health health(Vertx vertx) {
    return pools(vertx).get(0).health();
  }

  private static List<Component> pools(Vertx vertx) {
    return Observability.of(vertx).components().stream()
        .filter(part -> part.kind().equals("pool"))
        .toList();
  }
}
