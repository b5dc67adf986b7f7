package io.saigon.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The engines of the SDK side by side, each in a process of its own and in turn, several times
 * over; prints medians and their ratios to the best peer.
 */
public final class SdkEngines {
  private static final List<String> ENGINES = List.of("saigon", "netty-nio", "crt");

  private SdkEngines() {}

  /**
   * Runs all engines.
   *
   * @param args how many rounds, 3 if nothing is said
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    int rounds = args.length == 0 ? 3 : Integer.parseInt(args[0]);
    Map<String, Map<String, List<Double>>> table = new LinkedHashMap<>();
    Vertx vertx = Vertx.vertx();
    SdkServer server = new SdkServer(vertx);
    for (int round = 0; round < rounds; round++) {
      for (String engine : ENGINES) {
        for (String line : run(engine, server)) {
          String[] parts = line.split("=", 3);
          table
              .computeIfAbsent(parts[1], row -> new LinkedHashMap<>())
              .computeIfAbsent(engine, cell -> new ArrayList<>())
              .add(Double.valueOf(parts[2]));
        }
      }
    }
    vertx.close().await();
    print(table);
  }

  private static List<String> run(String engine, SdkServer server)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-classpath",
                System.getProperty("java.class.path"),
                SdkEngineRun.class.getName(),
                engine,
                server.uri().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(engine + " failed: " + output);
    }
    return output.lines().filter(line -> line.startsWith("=")).toList();
  }

  // A benchmark's result belongs on the console.
  @SuppressWarnings("SystemOut")
  private static void print(Map<String, Map<String, List<Double>>> table) {
    System.out.println("| | " + String.join(" | ", ENGINES) + " | saigon / netty-nio |");
    System.out.println("|---|---|---|---|---|");
    table.forEach(
        (name, row) -> {
          StringBuilder line = new StringBuilder("| ").append(name);
          for (String engine : ENGINES) {
            line.append(String.format(Locale.ROOT, " | %.1f", median(row, engine)));
          }
          double ratio = median(row, "saigon") / median(row, "netty-nio");
          System.out.println(line + String.format(Locale.ROOT, " | %.2f |", ratio));
        });
  }

  private static double median(Map<String, List<Double>> row, String engine) {
    List<Double> numbers = row.getOrDefault(engine, List.of());
    return numbers.stream().sorted().skip(numbers.size() / 2).findFirst().orElse(Double.NaN);
  }
}
