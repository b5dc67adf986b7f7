package io.saigon.examples.demo;

import io.saigon.api.Saigon;
import io.saigon.api.vault.SecretChange;
import io.saigon.api.vault.VaultKind;
import io.saigon.aws.VertxAws;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The surroundings of the demo: a local AWS, a PostgreSQL, and an operator's clients. */
record Stage(
    Vertx vertx,
    LocalAws aws,
    LocalPostgres postgres,
    Saigon operator,
    SecretStores stores,
    Pool databaseAdmin)
    implements AutoCloseable {

  static Stage set(Vertx vertx) throws IOException, TimeoutException {
    Future<LocalAws> aws = LocalAws.start(vertx);
    Future<LocalPostgres> postgres = LocalPostgres.start(vertx);
    await(Future.all(aws, postgres));
    Saigon operator = Saigon.create(vertx, aws.result().saigonOptions());
    Path directory = Files.createTempDirectory("saigon-demo-secrets");
    return new Stage(
        vertx,
        aws.result(),
        postgres.result(),
        operator,
        new SecretStores(vertx, VertxAws.of(operator.context()), directory),
        databaseAdmin(vertx, postgres.result()));
  }

  private static Pool databaseAdmin(Vertx vertx, LocalPostgres postgres) {
    PgConnectOptions options =
        new PgConnectOptions()
            .setHost(postgres.host())
            .setPort(postgres.port())
            .setDatabase(postgres.database())
            .setUser(postgres.username())
            .setPassword(postgres.password());
    return PgBuilder.pool().connectingTo(options).using(vertx).build();
  }

  /** Changes the password of the service's database user; returns its new secret. */
  Future<JsonObject> newDatabasePassword() {
    String password = randomPassword();
    return postgres.setPassword(Schema.SERVICE_USER, password).map(v -> secret(password));
  }

  /** The secret of the service's database user, with the members that RDS gives it. */
  JsonObject secret(String password) {
    return new JsonObject()
        .put("engine", "postgres")
        .put("host", postgres.host())
        .put("port", postgres.port())
        .put("dbname", postgres.database())
        .put("username", Schema.SERVICE_USER)
        .put("password", password);
  }

  /** Announces the change of the secret to all services, as a rotation would. */
  void announce(VaultKind vault) {
    vertx
        .eventBus()
        .publish(
            SecretChange.ADDRESS,
            new JsonObject().put("vault", vault.providerName()).put("key", SecretStores.KEY));
  }

  /** The database's clock. */
  Future<OffsetDateTime> databaseTime() {
    return databaseAdmin
        .query("select now()")
        .execute()
        .map(rows -> rows.iterator().next().getOffsetDateTime(0));
  }

  /** Completes with true when the service has no connection from before a moment any more. */
  Future<Boolean> replaced(OffsetDateTime moment) {
    return databaseAdmin
        .preparedQuery(
            """
            select count(*) = 0 from pg_stat_activity
            where usename = $1 and backend_start < $2""")
        .execute(Tuple.of(Schema.SERVICE_USER, moment))
        .map(rows -> rows.iterator().next().getBoolean(0))
        .compose(
            done ->
                done
                    ? Future.succeededFuture(true)
                    : vertx.timer(50, TimeUnit.MILLISECONDS).compose(v -> replaced(moment)));
  }

  static String randomPassword() {
    byte[] bytes = new byte[18];
    new SecureRandom().nextBytes(bytes);
    return "Aa1-" + Base64.getUrlEncoder().encodeToString(bytes);
  }

  static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(60, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws TimeoutException {
    // Services first: they would log failures of everything that stops below them.
    await(Future.join(vertx.deploymentIDs().stream().map(vertx::undeploy).toList()));
    await(
        Future.join(
            databaseAdmin.close(),
            operator.close(),
            aws.stop(),
            postgres.stop(),
            vertx.fileSystem().deleteRecursive(stores.directory().toString())));
  }
}
