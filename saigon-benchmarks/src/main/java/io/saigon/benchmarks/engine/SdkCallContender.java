package io.saigon.benchmarks.engine;

import io.saigon.benchmarks.process.Figure;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** One engine in a process of its own. */
final class SdkCallContender {
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final SdkEngine engine;

  private SdkCallContender(String name, URI server) {
    this.engine = SdkEngine.named(name, vertx, server);
  }

  /**
   * Runs an engine against a server.
   *
   * @param args the engine's name, the server's URI, the number of calls to warm up, and of those
   *     that count
   */
  public static void main(String[] args) {
    Figure.inTurns(
        () -> {
          SdkCallContender contender = new SdkCallContender(args[0], URI.create(args[1]));
          contender.repeat(Integer.parseInt(args[2]), new AtomicInteger());
          return () -> contender.measure(Integer.parseInt(args[3]));
        });
  }

  private void measure(int calls) {
    AtomicInteger onCallerContext = new AtomicInteger();
    long cpu = Figure.cpuNanos();
    long time = System.nanoTime();
    repeat(calls, onCallerContext);
    time = System.nanoTime() - time;
    cpu = Figure.cpuNanos() - cpu;
    Figure.print(SdkCalls.JOB, "CPU µs", cpu / 1e3 / calls);
    Figure.print(SdkCalls.JOB, "calls/s", calls * 1e9 / time);
    Figure.print(SdkCalls.JOB, "% on caller's context", onCallerContext.get() * 100.0 / calls);
    Figure.print(SdkCalls.JOB, "threads beside Vert.x's", foreignThreads());
  }

  /** Makes calls from one context, a few at a time. */
  private void repeat(int calls, AtomicInteger onCallerContext) {
    AtomicInteger left = new AtomicInteger(calls);
    onContext(
        () -> {
          List<Future<?>> chains = new ArrayList<>();
          for (int i = 0; i < SdkEngine.IN_FLIGHT; i++) {
            chains.add(chain(left, onCallerContext));
          }
          return Future.all(chains);
        });
  }

  private Future<?> chain(AtomicInteger left, AtomicInteger onCallerContext) {
    Runnable completed =
        () -> {
          if (Vertx.currentContext() == context) {
            onCallerContext.incrementAndGet();
          }
        };
    return engine
        .call(context, completed)
        .compose(
            done ->
                left.decrementAndGet() >= SdkEngine.IN_FLIGHT
                    ? chain(left, onCallerContext).mapEmpty()
                    : Future.succeededFuture());
  }

  private <T> void onContext(Supplier<Future<T>> action) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(go -> action.get().onComplete(promise));
    promise.future().await();
  }

  private static int foreignThreads() {
    // A process without any engine has these.
    Set<String> common = Set.of("system", "InnocuousThreadGroup");
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    threads.removeIf(
        thread ->
            thread.getThreadGroup() == null
                || common.contains(thread.getThreadGroup().getName())
                || thread.getName().equals("main")
                || thread.getName().startsWith("vert"));
    return threads.size();
  }
}
