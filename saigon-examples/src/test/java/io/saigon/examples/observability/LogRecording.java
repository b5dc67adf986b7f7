package io.saigon.examples.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * All that is logged while it is started, at every level. It is what java.util.logging gets, which
 * is what System.Logger and SLF4J have here.
 */
public final class LogRecording {
  /** A line, with its stack if it has one. */
  record Line(String logger, Level level, String text, boolean hasStack) {}

  private final Logger root = Logger.getLogger("");
  private final Queue<Line> lines = new ConcurrentLinkedQueue<>();
  private final Handler handler = new Recording();
  private List<Handler> others = List.of();
  private Level before;

  private final class Recording extends Handler {
    private final SimpleFormatter formatter = new SimpleFormatter();

    @Override
    public void publish(LogRecord line) {
      StringWriter text = new StringWriter();
      text.append(formatter.formatMessage(line));
      Throwable thrown = line.getThrown();
      if (thrown != null) {
        thrown.printStackTrace(new PrintWriter(text));
      }
      lines.add(
          new Line(
              String.valueOf(line.getLoggerName()),
              line.getLevel(),
              text.toString(),
              thrown != null));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** Records in place of what else handles lines. */
  public void start() {
    others = List.of(root.getHandlers());
    others.forEach(root::removeHandler);
    before = root.getLevel();
    root.setLevel(Level.ALL);
    handler.setLevel(Level.ALL);
    root.addHandler(handler);
  }

  /** Puts back what was before. */
  public void stop() {
    root.removeHandler(handler);
    root.setLevel(before);
    others.forEach(root::addHandler);
  }

  Queue<Line> lines() {
    return lines;
  }

  /** Asserts that lines were recorded, none of them with a secret. */
  public void assertNone(Collection<String> secrets) {
    assertThat(lines).extracting(Line::level).contains(Level.FINE);
    assertThat(lines)
        .filteredOn(line -> line.logger.startsWith("io.saigon"))
        .noneMatch(line -> secrets.stream().anyMatch(line.text::contains));
    // Netty, Vert.x and the SDK alike; the SDK's signer logs what it signs.
    assertThat(lines)
        .filteredOn(line -> !line.logger.contains("auth.aws") && !line.logger.contains("sign"))
        .filteredOn(line -> secrets.stream().anyMatch(line.text::contains))
        .extracting(Line::logger)
        .isEmpty();
  }
}
