package io.saigon.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.saigon.testkit.LocalAws;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Milliseconds from the start of a process to its first signed answer: a log-in, credentials and
 * one GET, against the local AWS in this process. Contenders take turns, and their medians count.
 *
 * <p>Arguments: rounds, 9 unless given.
 */
public final class Startup {
  static final String PASSWORD = "Benchmark-Pass-1";
  private static final String LIMIT = "bare Vert.x";
  private static final List<String> CONTENDERS =
      List.of(LIMIT, "saigon", "SDK on saigon's engine", "SDK url-connection", "SDK netty-nio");

  private Startup() {}

  /** Measures and prints a table. */
  // A benchmark's result belongs on the console.
  @SuppressWarnings("SystemOut")
  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 9;
    Vertx vertx = Vertx.vertx();
    LocalAws aws = await(LocalAws.start(vertx));
    aws.userPool().createUser("ann", PASSWORD);
    HttpServer backend =
        await(
            vertx
                .createHttpServer()
                .requestHandler(request -> request.response().end("{\"id\":\"42\"}"))
                .listen(0, "127.0.0.1"));
    aws.gateway().route("/", URI.create("http://127.0.0.1:" + backend.actualPort()));

    Path trustFile = Files.createTempFile("trust", ".p12");
    List<String> trust = TrustFile.write(aws.trustStore(), trustFile);
    Map<String, List<Double>> millis = new HashMap<>();
    for (int round = -1; round < rounds; round++) {
      for (String who : CONTENDERS) {
        double took = start(who, trust, aws.environment());
        if (round >= 0) {
          millis.computeIfAbsent(who, none -> new ArrayList<>()).add(took);
        }
      }
    }
    System.out.println("| process start to first signed answer | ms | of " + LIMIT + " |");
    System.out.println("|---|---|---|");
    for (String who : CONTENDERS) {
      double median = median(millis.getOrDefault(who, List.of()));
      double ratio = median / median(millis.getOrDefault(LIMIT, List.of()));
      System.out.printf(Locale.ROOT, "| %s | %.0f | %.2f |%n", who, median, ratio);
    }
    Files.delete(trustFile);
    await(aws.stop());
    await(vertx.close());
  }

  private static double start(String who, List<String> trust, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(trust);
    command.addAll(List.of("-cp", SideBySide.classPath(false)));
    command.addAll(List.of(StartupContender.class.getName(), who));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    // All trust by the same file.
    builder.environment().remove("AWS_CA_BUNDLE");
    long before = System.nanoTime();
    Process process = builder.start();
    try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      String line = lines.readLine();
      long took = System.nanoTime() - before;
      if (!"{\"id\":\"42\"}".equals(line) || process.waitFor() != 0) {
        throw new IOException(who + " got no answer but " + line);
      }
      return took / 1e6;
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
