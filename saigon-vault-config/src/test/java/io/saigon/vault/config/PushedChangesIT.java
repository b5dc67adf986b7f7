package io.saigon.vault.config;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static io.saigon.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.error.ClosedException;
import io.saigon.api.error.TransportException;
import io.vertx.config.ConfigChange;
import io.vertx.config.ConfigRetriever;
import io.vertx.config.ConfigRetrieverOptions;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Changes that arrive without a scan. */
class PushedChangesIT extends ConfigFixture {
  private static final JsonObject ONE = new JsonObject().put("a", 1);
  private static final JsonObject TWO = new JsonObject().put("a", 2);

  private ConfigRetriever orders() {
    create("orders", ONE.encode());
    return retriever(store(SECRETS, new JsonObject().put("key", "orders")));
  }

  @Test
  void anAnnouncedChangeReachesListenersAndStream() {
    ConfigRetriever retriever = orders();
    List<JsonObject> streamed = new CopyOnWriteArrayList<>();
    List<ConfigChange> changes = new CopyOnWriteArrayList<>();
    retriever.configStream().handler(streamed::add);
    retriever.listen(changes::add);
    await(retriever.getConfig());
    until(() -> streamed.size() == 1);
    change("orders", TWO.encode());
    announce("aws-secrets-manager", "orders");
    until(() -> streamed.size() == 2);
    assertThat(streamed).containsExactly(ONE, TWO);
    until(() -> changes.size() == 1);
    assertThat(changes.get(0).getPreviousConfiguration()).isEqualTo(ONE);
    assertThat(changes.get(0).getNewConfiguration()).isEqualTo(TWO);
    assertThat(retriever.getCachedConfig()).isEqualTo(TWO);
  }

  @Test
  void aChangeOfOneParameterIsAChangeOfItsPath() {
    parameter("/orders/db/host", "one");
    ConfigRetriever retriever =
        retriever(store(PARAMETERS, new JsonObject().put("path", "/orders")));
    List<JsonObject> streamed = new CopyOnWriteArrayList<>();
    retriever.configStream().handler(streamed::add);
    await(retriever.getConfig());
    parameter("/orders/db/host", "two");
    announce("aws-ssm", "/orders/db/host");
    until(() -> streamed.size() == 2);
    assertThat(streamed.get(1).getJsonObject("db").getString("host")).isEqualTo("two");
  }

  @Test
  void aReaderThatPausesGetsTheLatestConfiguration() {
    ConfigRetriever retriever = orders();
    List<JsonObject> streamed = new CopyOnWriteArrayList<>();
    retriever.configStream().pause().handler(streamed::add);
    await(retriever.getConfig());
    change("orders", TWO.encode());
    announce("aws-secrets-manager", "orders");
    until(() -> retriever.getCachedConfig().equals(TWO));
    retriever.configStream().fetch(1);
    until(() -> !streamed.isEmpty());
    assertThat(streamed).containsExactly(TWO);
  }

  @Test
  void anOptionalStoreThatAppearsIsFoundByAScan() {
    ConfigRetriever retriever =
        VaultConfig.retriever(
            saigon,
            new ConfigRetrieverOptions()
                .setScanPeriod(20)
                .addStore(store(SECRETS, new JsonObject().put("key", "orders")).setOptional(true)));
    List<JsonObject> streamed = new CopyOnWriteArrayList<>();
    AtomicInteger scans = new AtomicInteger();
    retriever.setBeforeScanHandler(scan -> scans.incrementAndGet());
    retriever.configStream().handler(streamed::add);
    assertThat(await(retriever.getConfig())).isEqualTo(new JsonObject());
    create("orders", ONE.encode());
    until(() -> streamed.contains(ONE));
    assertThat(scans).hasPositiveValue();
  }

  @Test
  void aConfigurationThatCannotBeReadAnewIsReportedAndStays() {
    ConfigRetriever retriever = orders();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    retriever.configStream().exceptionHandler(failure::set).handler(c -> {});
    retriever.setConfigurationProcessor(
        config -> {
          if (config.equals(TWO)) {
            throw new TransportException("not this one", null);
          }
          return config;
        });
    await(retriever.getConfig());
    change("orders", TWO.encode());
    announce("aws-secrets-manager", "orders");
    until(() -> failure.get() != null);
    assertThat(failure.get()).hasMessage("not this one");
    assertThat(retriever.getCachedConfig()).isEqualTo(ONE);
  }

  @Test
  void aRetrieverClosesWithItsVerticleAndItsStreamEnds() {
    create("orders", ONE.encode());
    AtomicReference<ConfigRetriever> made = new AtomicReference<>();
    AtomicInteger ends = new AtomicInteger();
    String id =
        await(
            vertx.deployVerticle(
                new AbstractVerticle() {
                  @Override
                  public void start() {
                    ConfigRetriever retriever =
                        retriever(store(SECRETS, new JsonObject().put("key", "orders")));
                    retriever.configStream().endHandler(end -> ends.incrementAndGet());
                    made.set(retriever);
                  }
                }));
    assertThat(await(made.get().getConfig())).isEqualTo(ONE);
    await(vertx.undeploy(id));
    failure(ClosedException.class, made.get().getConfig());
    await(made.get().close());
    assertThat(ends).hasValue(1);
  }

  @Test
  void aRetrieverOfAClosedSaigonFails() {
    ConfigRetriever retriever = orders();
    await(saigon.close());
    failure(ClosedException.class, retriever.getConfig());
  }
}
