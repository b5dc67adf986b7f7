package io.saigon.testkit.internal.postgres;

import io.saigon.testkit.internal.wire.Ids;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server with a role and a database to work in; everything slow runs on workers. */
public final class PostgresServer {
  public static final String HOST = "localhost";
  public static final String DATABASE = "saigon";
  public static final String USER = "saigon";

  private final Vertx vertx;
  private final Cluster cluster;
  private final String password = "Pg1" + Ids.mixed(20);
  private final AtomicReference<@Nullable Future<Void>> stopping = new AtomicReference<>();

  private PostgresServer(Vertx vertx, Cluster cluster) {
    this.vertx = vertx;
    this.cluster = cluster;
  }

  public static Future<PostgresServer> start(Vertx vertx) {
    return vertx.executeBlocking(
        () -> {
          PostgresServer server = new PostgresServer(vertx, Startup.start());
          server.prepare();
          return server;
        },
        false);
  }

  private void prepare() throws Exception {
    cluster.run(
        "postgres",
        List.of(
            "CREATE ROLE %s LOGIN CREATEROLE CREATEDB PASSWORD %s"
                .formatted(Sql.name(USER), Sql.text(password)),
            "CREATE DATABASE " + Sql.name(DATABASE) + " OWNER " + Sql.name(USER)));
  }

  public int port() {
    return cluster.port();
  }

  public String password() {
    return password;
  }

  public Path caFile() {
    return cluster.caFile();
  }

  public Future<Void> createUser(String name, String secret) {
    return run(
        "CREATE ROLE " + Sql.name(name) + " LOGIN PASSWORD " + Sql.text(secret),
        "GRANT " + Sql.name(USER) + " TO " + Sql.name(name));
  }

  public Future<Void> setPassword(String name, String secret) {
    return run("ALTER ROLE " + Sql.name(name) + " PASSWORD " + Sql.text(secret));
  }

  public Future<Void> execute(String sql) {
    return run(sql);
  }

  public Future<Void> disconnect(String name) {
    return run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = " + Sql.text(name));
  }

  public Future<Void> stop() {
    Future<Void> running = stopping.get();
    if (running != null) {
      return running;
    }
    Future<Void> done =
        vertx.executeBlocking(
            () -> {
              cluster.stop();
              return null;
            },
            false);
    stopping.set(done);
    return done;
  }

  private Future<Void> run(String... statements) {
    return vertx.executeBlocking(
        () -> {
          cluster.run(DATABASE, List.of(statements));
          return null;
        },
        false);
  }
}
