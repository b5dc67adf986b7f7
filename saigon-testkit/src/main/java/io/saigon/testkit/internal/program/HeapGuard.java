package io.saigon.testkit.internal.program;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process when its memory is exhausted, where its ports would be silent otherwise. The
 * option {@code -XX:+ExitOnOutOfMemoryError} does the same, but a jar cannot set it; so this one
 * sees the errors that end a thread, and those that event loops and workers log. It also sees a row
 * of collections that leave the heap nearly full: one that is filled by small steps is collected
 * over and over again, for minutes, before there is an error.
 */
public final class HeapGuard extends Handler implements Thread.UncaughtExceptionHandler {
  /** The exit code that the JVM has for that option. */
  public static final int EXIT = 3;

  private static final int DEEPEST = 8;
  private static final double FULL = 0.9;
  private static final int TOO_OFTEN = 10;

  private final FileOutputStream err = new FileOutputStream(FileDescriptor.err);
  // Made while there is memory for it.
  private final byte[] sentence =
      ("The local AWS ends, as it is out of memory (the heap may have "
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MiB); start it with more, such as java -Xmx1g\n")
          .getBytes(StandardCharsets.UTF_8);

  private final Set<String> heapPools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .map(MemoryPoolMXBean::getName)
          .collect(Collectors.toSet());
  private int fullInARow;

  private HeapGuard() {}

  /** Starts to watch. */
  public static void install() {
    HeapGuard guard = new HeapGuard();
    Logger.getLogger("").addHandler(guard);
    Thread.setDefaultUncaughtExceptionHandler(guard);
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (collector instanceof NotificationEmitter emitter) {
        emitter.addNotificationListener((event, context) -> guard.collected(event), null, null);
      }
    }
  }

  private void collected(Notification event) {
    if (!event
        .getType()
        .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
      return;
    }
    GarbageCollectionNotificationInfo collection =
        GarbageCollectionNotificationInfo.from((CompositeData) event.getUserData());
    if (!collection.getGcAction().equals("end of major GC")) {
      return;
    }
    long used =
        collection.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
            .filter(pool -> heapPools.contains(pool.getKey()))
            .mapToLong(pool -> pool.getValue().getUsed())
            .sum();
    // Once may be chance: a burst of requests ends, and what is softly reachable goes with the
    // next.
    fullInARow = used < FULL * Runtime.getRuntime().maxMemory() ? 0 : fullInARow + 1;
    if (fullInARow == TOO_OFTEN) {
      end();
    }
  }

  @Override
  public void publish(LogRecord log) {
    if (isExhaustion(log.getThrown())) {
      end();
    }
  }

  @Override
  public void uncaughtException(Thread thread, Throwable failure) {
    if (isExhaustion(failure)) {
      end();
    }
    Logger.getLogger("").log(Level.SEVERE, thread.getName(), failure);
  }

  static boolean isExhaustion(@Nullable Throwable failure) {
    Throwable at = failure;
    for (int i = 0; at != null && i < DEEPEST; i++) {
      if (at instanceof OutOfMemoryError) {
        return true;
      }
      at = at.getCause();
    }
    return false;
  }

  private void end() {
    try {
      err.write(sentence);
    } catch (IOException e) {
      // Nobody reads it.
    } finally {
      Runtime.getRuntime().halt(EXIT);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
