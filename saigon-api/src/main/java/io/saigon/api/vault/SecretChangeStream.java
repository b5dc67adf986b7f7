package io.saigon.api.vault;

import io.vertx.core.Handler;
import io.vertx.core.streams.ReadStream;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a vault's secrets as a stream. While it is paused the last change of each secret
 * is kept, and those before it are dropped. It ends when it is closed; after the vault's close
 * nothing arrives any more.
 */
public final class SecretChangeStream implements ReadStream<SecretChange> {
  private final Map<String, SecretChange> pending = new LinkedHashMap<>();
  private final Runnable stop;
  private @Nullable Handler<SecretChange> handler;
  private @Nullable Handler<Void> endHandler;
  private long demand = Long.MAX_VALUE;
  private boolean delivering;
  private boolean closed;

  private SecretChangeStream(SecretVault vault) {
    this.stop = vault.onChange(this::changed);
  }

  /**
   * Opens a stream of the changes from now on, delivered on the context on which this is called (or
   * one made for it), or on the thread that resumes it.
   *
   * @param vault the vault
   * @return the stream, to be closed if the vault outlives its reader
   * @throws io.saigon.api.error.ClosedException if the vault is closed
   */
  public static SecretChangeStream of(SecretVault vault) {
    Objects.requireNonNull(vault, "vault");
    return new SecretChangeStream(vault);
  }

  private void changed(SecretChange change) {
    synchronized (this) {
      if (closed) {
        return;
      }
      pending.remove(change.key());
      pending.put(change.key(), change);
    }
    deliver();
  }

  private void deliver() {
    synchronized (this) {
      if (delivering) {
        return;
      }
      delivering = true;
    }
    try {
      for (Runnable next = next(); next != null; next = next()) {
        next.run();
      }
    } finally {
      synchronized (this) {
        delivering = false;
      }
    }
  }

  private synchronized @Nullable Runnable next() {
    Handler<SecretChange> to = handler;
    Iterator<SecretChange> changes = pending.values().iterator();
    if (to == null || demand == 0 || !changes.hasNext()) {
      return null;
    }
    SecretChange change = changes.next();
    changes.remove();
    demand = demand == Long.MAX_VALUE ? demand : demand - 1;
    return () -> to.handle(change);
  }

  /** Ends the stream; harmless when done twice. */
  public void close() {
    Handler<Void> to;
    synchronized (this) {
      to = closed ? null : endHandler;
      closed = true;
      pending.clear();
    }
    stop.run();
    if (to != null) {
      to.handle(null);
    }
  }

  @Override
  public SecretChangeStream handler(@Nullable Handler<SecretChange> handler) {
    synchronized (this) {
      this.handler = handler;
    }
    deliver();
    return this;
  }

  @Override
  public synchronized SecretChangeStream pause() {
    demand = 0;
    return this;
  }

  @Override
  public SecretChangeStream resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public SecretChangeStream fetch(long amount) {
    synchronized (this) {
      demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
    }
    deliver();
    return this;
  }

  /** Sets nothing: the stream does not fail. */
  @Override
  public SecretChangeStream exceptionHandler(@Nullable Handler<Throwable> handler) {
    return this;
  }

  @Override
  public synchronized SecretChangeStream endHandler(@Nullable Handler<Void> handler) {
    endHandler = handler;
    return this;
  }
}
