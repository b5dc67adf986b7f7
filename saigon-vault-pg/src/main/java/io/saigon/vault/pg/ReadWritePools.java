package io.saigon.vault.pg;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;

/**
 * A pool of the server that accepts writes and one of its readers, with the same secrets.
 *
 * <p>The writer's pool connects to a server that accepts writes only, as libpq's {@code
 * target_session_attrs=read-write} does: while the name still leads to a demoted server, calls wait
 * as they do when the database can't be reached. The readers' pool takes any server, as the
 * readers' endpoint of Aurora names the writer when there is no reader. {@link
 * PgPoolBuilder#buildReadWrite} creates both.
 */
public final class ReadWritePools {
  private final Pool writer;
  private final Pool reader;

  ReadWritePools(Pool writer, Pool reader) {
    this.writer = writer;
    this.reader = reader;
  }

  /**
   * Returns the pool for all that writes, and for reads that must see what was written just now.
   *
   * @return the pool of the server that accepts writes
   */
  public Pool writer() {
    return writer;
  }

  /**
   * Returns the pool for reads, which may lag behind.
   *
   * @return the pool of the readers
   */
  public Pool reader() {
    return reader;
  }

  /**
   * Closes both pools.
   *
   * @return completes when the connections are closed
   */
  public Future<Void> close() {
    return Future.join(writer.close(), reader.close()).mapEmpty();
  }
}
