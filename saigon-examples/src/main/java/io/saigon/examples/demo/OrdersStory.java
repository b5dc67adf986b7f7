package io.saigon.examples.demo;

import static io.saigon.examples.demo.Stage.await;

import io.saigon.api.rest.HttpStatusException;
import io.saigon.api.vault.VaultKind;
import io.saigon.rest.vertx.AwsSigV4RestClient;
import io.saigon.rest.vertx.RestClient;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The main job: users, an orders service, an archive, a rotated password, a swapped vault. */
final class OrdersStory {
  private static final String ANN = UsersStory.ANN;
  private static final String BOB = UsersStory.BOB;
  private static final int ORDERS_EACH = 100;
  private static final int CALLS_AT_ONCE = 16;
  private static final int CALLS_TO_WATCH = 500;
  private static final int ROTATIONS = 3;

  private final Story story;
  private final Stage stage;
  private final Meters meters;
  private final Service service;
  private final AwsSigV4RestClient api;
  private final UsersStory users;
  private long calls;

  OrdersStory(Story story, Stage stage, Meters meters) {
    this.meters = meters;
    this.story = story;
    this.stage = stage;
    this.service = new Service(stage);
    this.api =
        AwsSigV4RestClient.create(
            stage.operator(),
            stage.aws().gateway().url().toString(),
            stage.aws().userPool().clientConfig());
    this.users = new UsersStory(story, stage, api);
  }

  /** Runs all steps; returns the number of signed calls, none of which failed. */
  long run() throws Exception {
    users.run();
    story.step("The orders service starts, its pool fed by Secrets Manager", this::startService);
    story.step("Two of them call it signed, and it knows who calls", this::callSigned);
    story.step("A zip of CSV files goes through S3 into PostgreSQL", this::importArchive);
    story.step("The database password is rotated while calls go on", this::rotate);
    story.step("The service reads SSM instead, by one setting", () -> swap(VaultKind.AWS_SSM));
    story.step("The service reads files instead, by one setting", () -> swap(VaultKind.DIRECTORY));
    return calls;
  }

  private void startService() throws TimeoutException {
    String databasePassword = Stage.randomPassword();
    await(Schema.create(stage.postgres(), databasePassword));
    await(stage.stores().createInSecretsManager(stage.secret(databasePassword)));
    await(service.deploy(VaultKind.AWS_SECRETS_MANAGER));
    story.print("two verticles of two instances each, behind %s", stage.aws().gateway().url());
  }

  private void callSigned() throws TimeoutException {
    for (String name : List.of(ANN, BOB)) {
      Order.Caller caller = await(api.forUser(name).getResource(Order.Caller.class, "/whoami"));
      story.check(caller.user().equals(users.id(name)), "the service sees that %s calls", name);
    }
    Order order = await(place(ANN));
    Future<Order> foreign = api.forUser(BOB).getResource(Order.class, "/orders/" + order.id());
    story.check(status(foreign) == 404, "%s does not see an order of %s", BOB, ANN);
    HttpClient http =
        stage
            .vertx()
            .createHttpClient(new HttpClientOptions().setTrustOptions(stage.aws().trustOptions()));
    RestClient unsigned =
        RestClient.create(http, stage.aws().gateway().url().toString(), Future::succeededFuture);
    Future<Order.Caller> anonymous = unsigned.getResource(Order.Caller.class, "/whoami");
    story.check(status(anonymous) == 403, "an unsigned call is turned away");
    await(Future.all(IntStream.range(0, ORDERS_EACH).mapToObj(i -> place(ANN)).toList()));
    await(Future.all(IntStream.range(0, ORDERS_EACH).mapToObj(i -> place(BOB)).toList()));
    calls += 4 + 2 * ORDERS_EACH;
    story.print("%d orders placed", 1 + 2 * ORDERS_EACH);
  }

  private void importArchive() throws TimeoutException {
    Archive archive = new Archive(stage);
    JsonObject event = await(archive.upload());
    story.print("%d KiB of the JDK's own tables uploaded", archive.size() / 1024);
    story.check(
        await(archive.load(event)).equals(archive.rows()),
        "the event was parsed, the archive fetched, unzipped and loaded");
    JsonObject counted = await(api.forUser(ANN).getResource(JsonObject.class, "/catalog"));
    calls++;
    story.check(counted.equals(archive.rows()), "its rows are in the database: %s", counted);
  }

  private void rotate() throws Exception {
    Callers callers = callers();
    for (int i = 1; i <= ROTATIONS; i++) {
      await(stage.stores().put(VaultKind.AWS_SECRETS_MANAGER, await(stage.newDatabasePassword())));
      OffsetDateTime changed = await(stage.databaseTime());
      stage.announce(VaultKind.AWS_SECRETS_MANAGER);
      callers.awaitMore(CALLS_TO_WATCH);
      story.check(
          await(stage.replaced(changed)),
          "rotation %d: every connection is on the new password",
          i);
    }
    meters.scrapeNow();
    stop(callers);
    story.check(
        callers.failed() == 0,
        "%d calls during %d rotations, %d failed",
        2 * callers.succeeded(),
        ROTATIONS,
        callers.failed());
  }

  private void swap(VaultKind vault) throws Exception {
    await(service.undeploy());
    await(stage.stores().put(vault, await(stage.newDatabasePassword())));
    await(service.deploy(vault));
    Callers callers = callers();
    callers.awaitMore(CALLS_TO_WATCH);
    stop(callers);
    story.check(
        callers.failed() == 0,
        "\"vault\": \"%s\", and a password that only this vault knows: %d calls, %d failed",
        vault.providerName(),
        2 * callers.succeeded(),
        callers.failed());
  }

  private Callers callers() {
    return new Callers(List.of(placeAndFind(ANN), placeAndFind(BOB)), CALLS_AT_ONCE);
  }

  private void stop(Callers callers) throws TimeoutException {
    await(callers.stop());
    calls += 2 * callers.succeeded();
    Throwable failure = callers.firstFailure();
    if (failure != null) {
      throw new IllegalStateException(callers.failed() + " calls failed", failure);
    }
  }

  private Supplier<Future<?>> placeAndFind(String user) {
    return () ->
        place(user)
            .compose(
                placed ->
                    api.forUser(user)
                        .getResource(Order.class, "/orders/" + placed.id())
                        .expecting(placed::equals));
  }

  private Future<Order> place(String user) {
    return api.forUser(user)
        .postResource(Order.class, "/orders", new Order.Request("book", 1, "EUR"));
  }

  private static int status(Future<?> call) throws TimeoutException {
    return await(
        call.map(200)
            .otherwise(e -> e instanceof HttpStatusException http ? http.statusCode() : 0));
  }
}
