package io.saigon.vault.pg;

import static io.saigon.testkit.Await.await;

import io.saigon.testkit.LocalPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.SslMode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;

/** A hot standby of a local PostgreSQL, fed by streaming replication, which can be promoted. */
final class Standby {
  private static final String PASSWORD = "standby-password";

  private final Vertx vertx;
  private final LocalPostgres primary;
  private final Path caFile;
  private final int port;

  private Standby(Vertx vertx, LocalPostgres primary, Path caFile, int port) {
    this.caFile = caFile;
    this.vertx = vertx;
    this.primary = primary;
    this.port = port;
  }

  /** Copies the primary's files, and starts a server on them by a command of the primary. */
  static Standby start(Vertx vertx, LocalPostgres primary, Path caFile) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    await(
        primary.execute(
            "create role standby superuser replication login password '%s'".formatted(PASSWORD)));
    await(
        primary.execute(
            shell(
                "'echo host replication all 127.0.0.1/32 scram-sha-256 >> ' || current_setting('hba_file')")));
    await(primary.execute("select pg_reload_conf()"));
    String copy = "current_setting('data_directory') || '-standby'";
    String settings =
        "port = %d\\nmax_connections = 300\\nhot_standby = on\\nprimary_conninfo = ''host=127.0.0.1 port=%d user=standby password=%s''\\n"
            .formatted(port, primary.port(), PASSWORD);
    await(
        primary.execute(
            "select pg_backup_start('standby', true);"
                + shell("'cp -a ' || current_setting('data_directory') || ' ' || " + copy)
                + ";select pg_backup_stop(false);"
                + shell(
                    "'cd ' || %s || ' && rm -f postmaster.pid postmaster.opts && touch standby.signal && cat >> postgresql.auto.conf <<END\n' || E'%s' || 'END'"
                        .formatted(copy, settings))
                + ";"
                + shell(
                    "(select setting from pg_config where name = 'BINDIR') || '/pg_ctl -w -D ' || "
                        + copy
                        + " || ' -o \"-p %d\" -l ' || %s || '/log start > /dev/null 2>&1'"
                            .formatted(port, copy))));
    return new Standby(vertx, primary, caFile, port);
  }

  private static String shell(String command) {
    return "do $$ begin execute format('copy (select 1 where false) to program %L', "
        + command
        + "); end $$";
  }

  int port() {
    return port;
  }

  /** Runs a statement on the standby as a superuser. */
  Future<String> query(String sql) {
    return PgConnection.connect(
            vertx,
            new PgConnectOptions()
                .setHost("localhost")
                .setPort(port)
                .setDatabase(primary.database())
                .setUser("standby")
                .setPassword(PASSWORD)
                .setSslMode(SslMode.VERIFY_FULL)
                .setSslOptions(
                    new ClientSSLOptions()
                        .setHostnameVerificationAlgorithm("HTTPS")
                        .setTrustOptions(new PemTrustOptions().addCertPath(caFile.toString()))))
        .compose(
            c ->
                c.query(sql)
                    .execute()
                    .map(rows -> String.valueOf(rows.iterator().next().getValue(0)))
                    .eventually(c::close));
  }

  /** Promotes the standby to a primary. */
  void promote() {
    await(query("select pg_promote(true, 60)"));
  }

  /** Stops the server, which breaks the connection of the command. */
  void stop() {
    await(
        query(
                shell(
                        "(select setting from pg_config where name = 'BINDIR') || '/pg_ctl -W -m immediate stop -D ' || current_setting('data_directory')")
                    + "; select 1")
            .otherwiseEmpty());
  }
}
