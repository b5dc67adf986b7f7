package io.saigon.api;

import static io.saigon.api.testing.Await.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.config.SaigonOptions;
import io.saigon.api.error.ClosedException;
import io.saigon.api.error.ConfigurationException;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SaigonLifecycleTest {
  private final Vertx vertx = Vertx.vertx();
  private final List<String> closed = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void closeVertx() throws Exception {
    get(vertx.close());
  }

  @Test
  void closesLastRegisteredFirst() throws Exception {
    Saigon saigon = Saigon.create(vertx);
    onClose(saigon, "first");
    onClose(saigon, "second");
    get(saigon.close());
    assertThat(closed).containsExactly("second", "first");
  }

  @Test
  void closingTwiceClosesOnce() throws Exception {
    Saigon saigon = Saigon.create(vertx);
    onClose(saigon, "it");
    get(Future.all(saigon.close(), saigon.close()));
    assertThat(closed).containsExactly("it");
  }

  @Test
  void aFailureToCloseIsReportedAfterTheRestIsClosed() {
    Saigon saigon = Saigon.create(vertx);
    onClose(saigon, "first");
    saigon.context().onClose(() -> Future.failedFuture("can't"));
    saigon
        .context()
        .onClose(
            () -> {
              throw new IllegalArgumentException("thrown");
            });
    assertThatThrownBy(() -> get(saigon.close())).hasMessageContaining("thrown");
    assertThat(closed).containsExactly("first");
  }

  @Test
  void undeployingItsVerticleClosesIt() throws Exception {
    String id =
        get(
            vertx.deployVerticle(
                new VerticleBase() {
                  @Override
                  public Future<?> start() {
                    onClose(Saigon.create(vertx), "of verticle");
                    return Future.succeededFuture();
                  }
                }));
    assertThat(closed).isEmpty();
    get(vertx.undeploy(id));
    assertThat(closed).containsExactly("of verticle");
  }

  @Test
  void oneThatAWorkerOfAVerticleCreatesIsOfThatVerticle() throws Exception {
    List<SaigonOptions> options = new ArrayList<>();
    String id =
        get(
            vertx.deployVerticle(
                new VerticleBase() {
                  @Override
                  public Future<?> start() {
                    return vertx.executeBlocking(
                        () -> {
                          Saigon saigon = Saigon.create(vertx);
                          options.add(saigon.context().options());
                          onClose(saigon, "of verticle");
                          return saigon;
                        });
                  }
                },
                new DeploymentOptions()
                    .setConfig(
                        new JsonObject().put("saigon", new JsonObject().put("vault", "two")))));

    assertThat(options).extracting(SaigonOptions::vault).containsExactly("two");
    assertThat(closed).isEmpty();
    get(vertx.undeploy(id));
    assertThat(closed).containsExactly("of verticle");
  }

  @Test
  void onAVerticlesContextItsConfigurationIsReadUnlessOptionsAreGiven() throws Exception {
    JsonObject config = new JsonObject().put("saigon", new JsonObject().put("vault", "two"));
    List<SaigonOptions> options = new ArrayList<>();
    deploy(
        config,
        () -> {
          options.add(Saigon.create(vertx).context().options());
          options.add(Saigon.create(vertx, SaigonOptions.defaults()).context().options());
        });
    assertThat(options).extracting(SaigonOptions::vault).containsExactly("two", null);
    assertThat(Saigon.create(vertx).context().options()).isEqualTo(SaigonOptions.defaults());
  }

  @Test
  void anotherVertxOnAVerticlesContextDoesNotReadItsConfiguration() throws Exception {
    Vertx other = Vertx.vertx();
    List<SaigonOptions> options = new ArrayList<>();
    deploy(
        new JsonObject().put("saigon", new JsonObject().put("vault", "two")),
        () -> options.add(Saigon.create(other).context().options()));
    assertThat(options).containsExactly(SaigonOptions.defaults());
    get(other.close());
  }

  @Test
  void aMalformedConfigurationOfAVerticleIsRefusedAtOnce() {
    assertThatThrownBy(() -> deploy(new JsonObject().put("saigon", 1), () -> Saigon.create(vertx)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("The configuration's member saigon must be an object");
  }

  private void deploy(JsonObject config, Runnable start) throws Exception {
    get(
        vertx.deployVerticle(
            new VerticleBase() {
              @Override
              public Future<?> start() {
                start.run();
                return Future.succeededFuture();
              }
            },
            new DeploymentOptions().setConfig(config)));
  }

  @Test
  void closingItAfterItsVertxIsHarmless() throws Exception {
    Vertx ownVertx = Vertx.vertx();
    Saigon saigon = Saigon.create(ownVertx);
    get(ownVertx.close());
    get(saigon.close());
  }

  @Test
  void closingVertxClosesIt() throws Exception {
    Vertx ownVertx = Vertx.vertx();
    onClose(Saigon.create(ownVertx), "with vertx");
    get(ownVertx.close());
    assertThat(closed).containsExactly("with vertx");
  }

  @Test
  void isNotMadeOnAClosedVertx() throws Exception {
    Vertx ownVertx = Vertx.vertx();
    get(ownVertx.close());
    assertThatThrownBy(() -> Saigon.create(ownVertx)).isInstanceOf(ClosedException.class);
  }

  @Test
  void aSharedResourceMayUseAnother() {
    Saigon saigon = Saigon.create(vertx);
    String text =
        saigon
            .context()
            .shared(
                String.class,
                () -> "made with " + saigon.context().shared(Integer.class, () -> 42));
    assertThat(text).isEqualTo("made with 42");
    assertThat(saigon.context().shared(String.class, () -> "another")).isSameAs(text);
  }

  @Test
  void completesCloseOnTheCallersContext() throws Exception {
    Saigon saigon = Saigon.create(vertx);
    saigon.context().onClose(() -> vertx.timer(1).mapEmpty());
    var context = vertx.getOrCreateContext();
    var on =
        Future.<io.vertx.core.Context>future(
            p ->
                context.runOnContext(
                    v -> saigon.close().onComplete(done -> p.complete(Vertx.currentContext()))));
    assertThat(get(on)).isSameAs(context);
  }

  private void onClose(Saigon saigon, String name) {
    saigon
        .context()
        .onClose(
            () -> {
              closed.add(name);
              return Future.succeededFuture();
            });
  }
}
