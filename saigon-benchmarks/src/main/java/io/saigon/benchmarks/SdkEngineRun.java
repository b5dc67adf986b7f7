package io.saigon.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** One engine in a process of its own; prints what it measured, a name and a number a line. */
final class SdkEngineRun {
  private static final int IN_FLIGHT = 32;
  private static final int WARM_UP = 20_000;
  private static final int CALLS = 20_000;
  private static final int DOWNLOADS = 8;
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final SdkEngine engine;

  private SdkEngineRun(String name, URI server) {
    this.engine = SdkEngine.named(name, vertx, server);
  }

  /**
   * Runs an engine against a server.
   *
   * @param args the engine's name and the server's URI
   */
  public static void main(String[] args) throws IOException {
    new SdkEngineRun(args[0], URI.create(args[1])).run();
    System.exit(0);
  }

  private void run() throws IOException {
    SecretsManagerAsyncClient client =
        engine.configure(SecretsManagerAsyncClient.builder()).build();
    Supplier<CompletionStage<GetSecretValueResponse>> secret =
        () -> client.getSecretValue(r -> r.secretId("orders/db"));
    onContext(() -> engine.call(context, secret));
    print(
        "first call, ms after the process started",
        (double) ManagementFactory.getRuntimeMXBean().getUptime());

    repeat(secret, WARM_UP, new AtomicInteger());
    AtomicInteger onCallerContext = new AtomicInteger();
    long cpu = SYSTEM.getProcessCpuTime();
    long time = System.nanoTime();
    repeat(secret, CALLS, onCallerContext);
    time = System.nanoTime() - time;
    cpu = SYSTEM.getProcessCpuTime() - cpu;
    print("calls/s", CALLS * 1e9 / time);
    print("CPU per call, µs", cpu / 1e3 / CALLS);
    print(
        "SDK futures completed on the caller's context, %", onCallerContext.get() * 100.0 / CALLS);
    print("threads that are not Vert.x's", foreignThreads());

    try (S3AsyncClient s3 =
        engine
            .configure(S3AsyncClient.builder())
            .forcePathStyle(true)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .build()) {
      Path file = Files.createTempDirectory("engine").resolve("object");
      download(
          "64 MiB to a file",
          () -> get(s3, AsyncResponseTransformer.toFile(file)),
          () -> Files.delete(file));
      download("64 MiB to bytes", () -> get(s3, AsyncResponseTransformer.toBytes()), () -> {});
      Files.delete(file.getParent());
    }
  }

  private static <T> CompletionStage<T> get(
      S3AsyncClient s3,
      AsyncResponseTransformer<software.amazon.awssdk.services.s3.model.GetObjectResponse, T> to) {
    return s3.getObject(r -> r.bucket("bucket").key("object"), to);
  }

  private interface Cleanup {
    void run() throws IOException;
  }

  /** Half of the downloads warm up, the others count. */
  private <T> void download(String what, Supplier<CompletionStage<T>> get, Cleanup cleanup)
      throws IOException {
    long cpu = 0;
    long time = 0;
    for (int i = 0; i < 2 * DOWNLOADS; i++) {
      long cpuBefore = SYSTEM.getProcessCpuTime();
      long before = System.nanoTime();
      onContext(() -> engine.call(context, get));
      if (i >= DOWNLOADS) {
        time += System.nanoTime() - before;
        cpu += SYSTEM.getProcessCpuTime() - cpuBefore;
      }
      cleanup.run();
    }
    double bytes = (double) SdkServer.OBJECT * DOWNLOADS;
    print(what + ", MiB/s", bytes / (1 << 20) * 1e9 / time);
    print(what + ", CPU-s/GiB", cpu / 1e9 / (bytes / (1 << 30)));
  }

  /** Makes calls from one context, a few at a time. */
  private <T> void repeat(
      Supplier<CompletionStage<T>> call, int calls, AtomicInteger onCallerContext) {
    AtomicInteger left = new AtomicInteger(calls);
    onContext(
        () -> {
          List<Future<T>> chains = new ArrayList<>();
          for (int i = 0; i < IN_FLIGHT; i++) {
            chains.add(chain(call, left, onCallerContext));
          }
          return Future.all(chains);
        });
  }

  private <T> Future<T> chain(
      Supplier<CompletionStage<T>> call, AtomicInteger left, AtomicInteger onCallerContext) {
    Future<T> one =
        engine.call(
            context,
            () ->
                call.get()
                    .whenComplete(
                        (done, failure) -> {
                          if (Vertx.currentContext() == context) {
                            onCallerContext.incrementAndGet();
                          }
                        }));
    return one.compose(
        done -> left.decrementAndGet() >= IN_FLIGHT ? chain(call, left, onCallerContext) : one);
  }

  private <T> T onContext(Supplier<Future<T>> action) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(go -> action.get().onComplete(promise));
    return promise.future().await();
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

  // The parent process reads the measurements.
  @SuppressWarnings("SystemOut")
  private static void print(String name, double number) {
    System.out.println("=" + name + "=" + number);
  }
}
