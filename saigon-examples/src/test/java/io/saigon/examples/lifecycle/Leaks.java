package io.saigon.examples.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Logger;

/** The buffers that Netty's leak detector has found. */
final class Leaks {
  private static final String PLANTED = "leaked on purpose";
  private static final Logger LOGGER = Logger.getLogger("io.netty.util.ResourceLeakDetector");
  private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();

  static {
    LOGGER.setFilter(
        line -> {
          FOUND.add(line.getMessage());
          return !line.getMessage().contains(PLANTED);
        });
  }

  private Leaks() {}

  /** Starts recording Netty's leak reports. */
  static void listen() {
    FOUND.clear();
  }

  /** Fails if there are any: the detector reports all that came before one that is planted. */
  static void assertNone() {
    ByteBufAllocator.DEFAULT.directBuffer(1).touch(PLANTED);
    long deadline = System.nanoTime() + LifecycleIT.BOUND.toNanos();
    while (FOUND.stream().noneMatch(leak -> leak.contains(PLANTED))) {
      assertThat(System.nanoTime()).as("deadline of Netty's leak detector").isLessThan(deadline);
      System.gc();
      ByteBufAllocator.DEFAULT.directBuffer(1).release();
    }
    assertThat(FOUND).allMatch(leak -> leak.contains(PLANTED));
  }
}
