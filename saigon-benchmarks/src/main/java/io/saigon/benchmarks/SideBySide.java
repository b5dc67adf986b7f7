package io.saigon.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs contenders one after the other, each in a process of its own. */
final class SideBySide {
  private static final double MIB = 1 << 20;

  /**
   * The result of a contender.
   *
   * @param seconds of each round
   * @param cpuSeconds of all rounds together, or NaN
   * @param peakRss bytes, or NaN
   */
  record Outcome(List<Double> seconds, double cpuSeconds, double peakRss) {
    double median() {
      return seconds.stream().sorted().skip(seconds.size() / 2).findFirst().orElseThrow();
    }

    /** Returns a line that {@link #parse} reads. */
    String line() {
      return seconds.toString().replace(" ", "") + " " + cpuSeconds + " " + peakRss;
    }

    static Outcome parse(String line) {
      String[] parts = line.split(" ", -1);
      String[] rounds = parts[0].substring(1, parts[0].length() - 1).split(",", -1);
      return new Outcome(
          Stream.of(rounds).map(Double::valueOf).toList(),
          Double.parseDouble(parts[1]),
          Double.parseDouble(parts[2]));
    }
  }

  private final String job;
  private final long bytes;
  private final List<String> names = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();

  SideBySide(String job, long bytes) {
    this.job = job;
    this.bytes = bytes;
  }

  private void add(String name, Outcome outcome) {
    names.add(name);
    outcomes.add(outcome);
  }

  /**
   * A process with a heap of 48 MB, and the collector that Java takes on machines that small; more
   * heap for what needs it.
   */
  static List<String> java(String heap, Class<?> main, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + heap, "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(args));
    return command;
  }

  /** Runs a contender, with more heap if 48 MB is not enough for it, which its name then shows. */
  @SuppressWarnings("SystemOut")
  void run(Class<?> main, String name, String... args) throws IOException, InterruptedException {
    String label = name;
    String line;
    List<String> all = new ArrayList<>(List.of(name));
    all.addAll(List.of(args));
    try {
      line = lastLine(java("48m", main, all.toArray(String[]::new)));
    } catch (IOException e) {
      label = name + " (1 GB heap)";
      line = lastLine(java("1g", main, all.toArray(String[]::new)));
    }
    System.err.println(job + ", " + label + ": " + line);
    add(label, Outcome.parse(line));
  }

  /** The last line that a process prints. */
  static String lastLine(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("A contender ended with " + process.exitValue() + ": " + output);
    }
    return output.lines().reduce("", (before, line) -> line);
  }

  /** Creates a directory, in memory if there is such a file system, so that no disk is measured. */
  static Path temporaryDirectory() throws IOException {
    Path memory = Path.of("/dev/shm");
    return Files.isWritable(memory)
        ? Files.createTempDirectory(memory, "benchmark")
        : Files.createTempDirectory("benchmark");
  }

  /** The most memory that this process had at once, in bytes, or NaN where that is unknown. */
  static double peakRss() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return Double.NaN;
    }
    Optional<String> peak =
        Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM:")).findAny();
    return peak.map(line -> 1024 * Double.parseDouble(line.replaceAll("\\D", "")))
        .orElse(Double.NaN);
  }

  @SuppressWarnings("SystemOut")
  void print() {
    double saigon = outcomes.get(names.indexOf("saigon")).median();
    System.out.println();
    System.out.println("| job | who | MiB/s | saigon is | CPU-s/GiB | peak MB |");
    System.out.println("|---|---|---|---|---|---|");
    for (int i = 0; i < names.size(); i++) {
      Outcome outcome = outcomes.get(i);
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %.0f | %.2f x | %.2f | %.0f |%n",
          job,
          names.get(i),
          bytes / MIB / outcome.median(),
          outcome.median() / saigon,
          outcome.cpuSeconds() / outcome.seconds().size() / (bytes / MIB / 1024),
          outcome.peakRss() / 1e6);
    }
  }
}
