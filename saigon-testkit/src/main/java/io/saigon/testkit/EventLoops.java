package io.saigon.testkit;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Event loops of a Vert.x instance, monitored for blocking calls. */
final class EventLoops {
  private static final long SAMPLE_NANOS = 50_000;
  private static final long TIMEOUT_NANOS = 30_000_000_000L;
  private static final int FRAMES = 12;

  private final Set<Thread> threads;
  private String lastBlocked = "";

  private EventLoops(Set<Thread> threads) {
    this.threads = threads;
  }

  /** Finds the event loops by verticles, which Vert.x distributes over all of them. */
  static Future<EventLoops> of(Vertx vertx) {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    DeploymentOptions onEach =
        new DeploymentOptions().setInstances(VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE);
    return vertx
        .deployVerticle(() -> new Finder(threads), onEach)
        .compose(vertx::undeploy)
        .map(v -> new EventLoops(threads));
  }

  private static final class Finder extends VerticleBase {
    private final Set<Thread> threads;

    Finder(Set<Thread> threads) {
      this.threads = threads;
    }

    @Override
    public Future<?> start() {
      threads.add(Thread.currentThread());
      return Future.succeededFuture();
    }
  }

  /** Makes a number of calls in sequence; counts those during which a loop was found waiting. */
  int roundsBlocked(int rounds, Supplier<Future<?>> call) {
    int blocked = 0;
    for (int i = 0; i < rounds; i++) {
      long end = System.nanoTime() + TIMEOUT_NANOS;
      Future<?> running = call.get();
      boolean seen = false;
      while (!running.isComplete() && System.nanoTime() < end) {
        seen |= isAnyBlocked();
        LockSupport.parkNanos(SAMPLE_NANOS);
      }
      blocked += seen ? 1 : 0;
    }
    return blocked;
  }

  private boolean isAnyBlocked() {
    for (Thread thread : threads) {
      // State and stack of one moment.
      ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId(), FRAMES);
      if (info == null) {
        continue;
      }
      Thread.State state = info.getThreadState();
      // An idle loop waits in a system call, and so is not in a waiting state.
      boolean waits = state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
      if (waits || readsSocket(info.getStackTrace())) {
        lastBlocked =
            Arrays.stream(info.getStackTrace())
                .map(StackTraceElement::toString)
                .collect(Collectors.joining("\n  at "));
        return true;
      }
    }
    return false;
  }

  private static boolean readsSocket(StackTraceElement[] stack) {
    return Arrays.stream(stack)
        .anyMatch(frame -> frame.getClassName().equals("sun.nio.ch.NioSocketImpl"));
  }

  /** Returns the stack of a loop that was found waiting. */
  @Override
  public String toString() {
    return lastBlocked;
  }
}
