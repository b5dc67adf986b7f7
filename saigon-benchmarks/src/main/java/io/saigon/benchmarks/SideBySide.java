package io.saigon.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
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
   * Returns the command of a process with the collector that Java takes on small machines.
   *
   * @param heap its heap, such as {@code 48m}
   * @param boringSsl whether BoringSSL is on its class path, where all of this process is but that
   */
  static List<String> java(
      String heap, boolean boringSsl, List<String> options, Class<?> main, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + heap, "-XX:+UseSerialGC"));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(boringSsl)));
    command.add(main.getName());
    command.addAll(List.of(args));
    return command;
  }

  /** Returns this process's class path, with or without BoringSSL. */
  static String classPath(boolean boringSsl) {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> boringSsl || !entry.contains("netty-tcnative"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * Runs a contender, with more heap if 48 MB is not enough for it, which its label then shows.
   *
   * @param name its name; it gets BoringSSL if the name ends with that
   */
  @SuppressWarnings("SystemOut")
  void run(Class<?> main, List<String> options, String name, String... args)
      throws IOException, InterruptedException {
    String label = name;
    String line;
    List<String> all = new ArrayList<>(List.of(name));
    all.addAll(List.of(args));
    String[] given = all.toArray(String[]::new);
    boolean boringSsl = name.endsWith("BoringSSL");
    try {
      line = lastLine(java("48m", boringSsl, options, main, given));
    } catch (IOException e) {
      label = name + " (1 GB heap)";
      line = lastLine(java("1g", boringSsl, options, main, given));
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
