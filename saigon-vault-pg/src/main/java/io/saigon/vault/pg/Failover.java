package io.saigon.vault.pg;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.util.Set;

/** Failures of statements that show that a server is gone or no longer accepts writes. */
final class Failover {
  private static final String READ_ONLY_SQL_TRANSACTION = "25006";
  // admin_shutdown, crash_shutdown, cannot_connect_now: a server that shuts down or starts.
  private static final Set<String> RESTARTING = Set.of("57P01", "57P02", "57P03");
  private static final String CONNECTION_EXCEPTION = "08";

  private Failover() {}

  static boolean isReadOnly(Throwable failure) {
    return READ_ONLY_SQL_TRANSACTION.equals(sqlState(failure));
  }

  static boolean isRestarting(Throwable failure) {
    return RESTARTING.contains(sqlState(failure));
  }

  static boolean isLost(Throwable failure) {
    return failure instanceof ClosedConnectionException
        || isRestarting(failure)
        || sqlState(failure).startsWith(CONNECTION_EXCEPTION);
  }

  private static String sqlState(Throwable failure) {
    return failure instanceof PgException pg && pg.getSqlState() != null ? pg.getSqlState() : "";
  }
}
