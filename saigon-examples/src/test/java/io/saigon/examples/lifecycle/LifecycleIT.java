package io.saigon.examples.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.config.SaigonOptions;
import io.saigon.api.error.SaigonException;
import io.saigon.api.storage.Downloaded;
import io.saigon.api.storage.Unzipped;
import io.saigon.aws.VertxAsyncHttpClient;
import io.saigon.examples.lifecycle.SwitchedPort.State;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.internal.tls.ServerTls;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Calls every public asynchronous method of all artifacts while something that it needs is closed,
 * unreachable or broken, and compares how each call ends with the table in {@code lifecycle.md}.
 *
 * <p>The methods are found by reflection: one without a row in the table fails the build. The test
 * kit is left out, since it is the service that the others need. The length of this class is that
 * of eight conditions and of the leaks that are looked for after each.
 */
class LifecycleIT {
  private static final List<Method> CALLS = AsyncCalls.all();
  static final Duration BOUND = Duration.ofSeconds(60);

  private final Vertx outside = Vertx.vertx();
  private final Vertx vertx = Vertx.vertx();
  private final List<SwitchedPort> ports = new ArrayList<>();
  private final Map<String, String> outcomes = new ConcurrentHashMap<>(new TreeMap<>());
  private LocalAws aws;
  private Application application;
  private String verticle;
  private Context context;
  private Set<Path> filesBefore;
  @TempDir Path directory;

  @BeforeAll
  static void listen() {
    Leaks.listen();
  }

  @AfterAll
  static void noBufferHasLeaked() {
    Leaks.assertNone();
  }

  @BeforeEach
  void start() throws Exception {
    aws = await(LocalAws.start(outside));
    aws.userPool().createUser("ann", "Password-1");
    await(aws.createBucket(Application.ARCHIVE.bucket()));
    int nonsense = await(nonsense());
    for (URI each : List.of(aws.endpoint(), aws.s3Endpoint(), aws.gateway().url())) {
      ports.add(await(SwitchedPort.open(outside, each.getPort(), nonsense)));
    }
    Promise<Application> made = Promise.promise();
    Path file = archive();
    Path files = Files.createDirectory(directory.resolve("files"));
    SaigonOptions options =
        aws.saigonOptions().withEndpoint(url(0, "")).withEndpoint("s3", url(1, ""));
    VertxAsyncHttpClient engine = Application.engine(vertx, options);
    verticle =
        await(
            vertx.deployVerticle(
                new VerticleBase() {
                  @Override
                  public Future<?> start() {
                    LifecycleIT.this.context = vertx.getOrCreateContext();
                    return Application.start(
                            vertx,
                            options,
                            engine,
                            aws.userPool().clientConfig(),
                            url(2, aws.gateway().url().getPath()),
                            files,
                            file)
                        .onComplete(made);
                  }
                }));
    application = await(made.future());
    filesBefore = files();
  }

  private URI url(int port, String path) {
    return URI.create("https://127.0.0.1:" + ports.get(port).number() + path);
  }

  /** Starts a server that answers everything with the same text. */
  private Future<Integer> nonsense() {
    return ServerTls.create(outside, "127.0.0.1")
        .compose(
            tls ->
                outside
                    .createHttpServer(tls.configure(new HttpServerOptions()))
                    .requestHandler(request -> request.response().end("}{ neither JSON nor XML <"))
                    .listen(0, "127.0.0.1"))
        .map(server -> server.actualPort());
  }

  private Path archive() throws IOException {
    Path file = directory.resolve("archive.zip");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("entry"));
      zip.write(
          new Random(1)
              .ints(256 << 10)
              .collect(ByteArrayOutputStream::new, ByteArrayOutputStream::write, (a, b) -> {})
              .toByteArray());
    }
    return file;
  }

  @AfterEach
  void stop() throws Exception {
    await(vertx.close());
    await(aws.stop());
    await(outside.close());
  }

  @Test
  void everyCallAfterClose() throws Exception {
    await(application.close());
    end(call(CALLS));
    assertOutcomes("closed");
    assertNothingIsLeft();
  }

  @Test
  void everyCallWhoseHttpClientIsClosed() throws Exception {
    await(application.closeHttpClients());
    end(call(withoutEndings()));
    assertOutcomes("HTTP client closed");
  }

  @ParameterizedTest
  @EnumSource(
      value = State.class,
      names = {"REFUSING", "SILENT", "GARBAGE", "NONSENSE"})
  void everyCallOfAServiceThatIs(State state) throws Exception {
    for (SwitchedPort port : ports) {
      await(port.become(state));
    }
    end(call(withoutEndings()));
    assertOutcomes(state.name().toLowerCase(Locale.ROOT));
    await(application.close());
    assertNothingIsLeft();
  }

  @Test
  void everyCallUnderWayWhenItsVerticleIsUndeployed() throws Exception {
    for (SwitchedPort port : ports) {
      await(port.become(State.SILENT));
    }
    Future<?> all = call(withoutEndings());
    await(vertx.undeploy(verticle));
    end(all);
    assertOutcomes("undeployed");
    assertNothingIsLeft();
  }

  @Test
  void everyCallUnderWayWhenVertxIsClosed() throws Exception {
    for (SwitchedPort port : ports) {
      await(port.become(State.SILENT));
    }
    Future<?> all = call(withoutEndings());
    await(vertx.close());
    end(all);
    assertOutcomes("Vert.x closed");
  }

  private static List<Method> withoutEndings() {
    return CALLS.stream().filter(call -> !AsyncCalls.isEnding(call)).toList();
  }

  /** Makes calls at the same time, on the verticle's context; returns once all are under way. */
  private Future<?> call(List<Method> methods) throws Exception {
    Map<String, Supplier<Future<?>>> calls = new LinkedHashMap<>(application.callsOfVertx());
    methods.forEach(each -> calls.put(AsyncCalls.signature(each), () -> application.call(each)));
    Promise<Future<?>> underWay = Promise.promise();
    context.runOnContext(
        run -> {
          List<Future<Void>> ended = new ArrayList<>();
          calls.forEach((name, call) -> ended.add(outcome(name, call)));
          underWay.complete(Future.join(ended));
        });
    return await(underWay.future());
  }

  private Future<Void> outcome(String name, Supplier<Future<?>> call) {
    Promise<Void> ended = Promise.promise();
    outcomes.put(name, "no outcome");
    call.get()
        .onComplete(
            (result, failure) -> {
              String where = Vertx.currentContext() == context ? "" : " on another context";
              outcomes.put(name, describe(failure) + where);
              deleted(result).onComplete(ended);
            });
    return ended.future();
  }

  /** Deletes the files of a call that gives them to its caller. */
  private static Future<Void> deleted(Object result) {
    return result instanceof Downloaded file
        ? file.delete()
        : result instanceof Unzipped files ? files.delete() : Future.succeededFuture();
  }

  private static String describe(Throwable failure) {
    if (failure == null) {
      return "success";
    }
    return failure instanceof SaigonException
        ? failure.getClass().getSimpleName().replace("Exception", "")
        : failure.getClass().getSimpleName();
  }

  private void assertOutcomes(String condition) throws IOException {
    Map<String, String> expected = LifecycleTable.read().column(condition);
    assertThat(outcomes).hasSizeGreaterThan(100);
    Map<String, String> wrong = new TreeMap<>();
    expected.forEach(
        (call, cell) -> {
          String outcome = outcomes.getOrDefault(call, "");
          // Calls that end by themselves may do so before what they need is gone.
          if (!List.of(cell.split(" or ")).contains(outcome)) {
            wrong.put(call, outcome + ", not " + cell);
          }
        });
    assertThat(wrong).isEmpty();
    assertThat(outcomes.keySet()).as("calls with a row").isSubsetOf(expected.keySet());
  }

  /**
   * Undeploys the verticle, which closes what its application has not closed, and checks for leaks.
   */
  private void assertNothingIsLeft() throws Exception {
    if (vertx.deploymentIDs().contains(verticle)) {
      await(vertx.undeploy(verticle));
    }
    until(() -> ports.stream().allMatch(port -> port.connections() == 0), "connections");
    until(() -> Timers.pending(vertx) == 0, "timers");
    assertThat(files()).isSubsetOf(filesBefore);
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("idle-connection-reaper") || name.startsWith("sdk-"));
  }

  /** Returns the files of the application but the one that only whole downloads are moved to. */
  private Set<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("files"))) {
      return files.filter(file -> !file.endsWith(Application.TARGET)).collect(Collectors.toSet());
    }
  }

  private void until(BooleanSupplier condition, String what) throws Exception {
    long deadline = System.nanoTime() + BOUND.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("%s are left", what).isLessThan(deadline);
      Promise<Void> tick = Promise.promise();
      outside.setTimer(20, id -> tick.complete());
      await(tick.future());
    }
  }

  private void end(Future<?> all) throws Exception {
    try {
      all.await(BOUND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // The outcomes name the calls that have not ended.
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(60, TimeUnit.SECONDS);
  }
}
