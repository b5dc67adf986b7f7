package io.saigon.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a class of tests that leaks a buffer of Netty's.
 *
 * <p>Netty notices a leak when something is allocated after what leaked was collected. So one
 * buffer is leaked on purpose, and once Netty has reported that, it has reported all before.
 */
public final class LeakCheck implements AfterAllCallback {
  private static final Logger LOGGER =
      Logger.getLogger("io.netty.util.ResourceLeakDetector"); // a weak one would lose its filter
  private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();
  private static final AtomicInteger PLANTED = new AtomicInteger();

  static {
    LOGGER.setFilter(LeakCheck::keep);
  }

  private static boolean keep(LogRecord logged) {
    if (logged.getLevel().intValue() >= Level.WARNING.intValue()) {
      LEAKS.add(logged.getMessage());
    }
    return !logged.getMessage().contains("planted leak");
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    assertNone();
  }

  /** Waits until all leaks so far are known; there must be none. */
  public static void assertNone() throws Exception {
    String planted = "planted leak " + PLANTED.incrementAndGet() + ";";
    ByteBufAllocator.DEFAULT.directBuffer(1).touch(planted);
    EngineIT.await(
        () -> {
          System.gc();
          ByteBufAllocator.DEFAULT.directBuffer(1).release();
          return LEAKS.stream().anyMatch(leak -> leak.contains(planted));
        });
    assertThat(LEAKS).as("leaks").filteredOn(leak -> !leak.contains("planted leak")).isEmpty();
  }
}
