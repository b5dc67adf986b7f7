package io.saigon.rest.vertx.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Warnings and worse that are logged until it is closed. */
public final class Logged extends Handler implements AutoCloseable {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  public Logged() {
    setLevel(Level.WARNING);
    Logger.getLogger("").addHandler(this);
  }

  public List<String> lines() {
    return lines;
  }

  @Override
  public void publish(LogRecord line) {
    if (isLoggable(line)) {
      lines.add(line.getLevel() + " " + line.getMessage() + " " + line.getThrown());
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    Logger.getLogger("").removeHandler(this);
  }
}
