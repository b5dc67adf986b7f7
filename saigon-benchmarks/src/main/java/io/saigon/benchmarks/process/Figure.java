package io.saigon.benchmarks.process;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A figure that a process measured.
 *
 * @param job the job that was measured
 * @param metric unit of the figure, such as {@code MiB/s}
 */
public record Figure(String job, String metric, double value) {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final String FIGURE = "=";
  private static final String FAILURE = "!";

  /** The work of a contender. */
  public interface Work {
    void run() throws Exception;
  }

  /** The work of a contender before it measures; returns the measurement. */
  public interface WarmUp {
    Work run() throws Exception;
  }

  /** Runs a contender to its end, prints its failure for the parent, and ends the process. */
  @SuppressWarnings("SystemOut")
  public static void main(Work work) {
    // Some contenders leave threads that would keep the process alive.
    try {
      work.run();
      System.exit(0);
    } catch (Throwable e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      System.out.println(FAILURE + cause.toString().lines().findFirst().orElse(""));
      e.printStackTrace();
      System.exit(1);
    }
  }

  /** Runs a contender that warms up once, and measures at each request of the other process. */
  public static void inTurns(WarmUp warmUp) {
    main(() -> Turns.answer(warmUp));
  }

  /** Prints a figure for the parent. */
  @SuppressWarnings("SystemOut")
  public static void print(String job, String metric, double value) {
    System.out.println(FIGURE + job + FIGURE + metric + FIGURE + value);
  }

  static Stream<Figure> parse(String output) {
    return output
        .lines()
        .filter(line -> line.startsWith(FIGURE))
        .map(line -> line.split(FIGURE, -1))
        .map(parts -> new Figure(parts[1], parts[2], Double.parseDouble(parts[3])));
  }

  static Optional<String> failure(String output) {
    return output
        .lines()
        .filter(line -> line.startsWith(FAILURE))
        .map(line -> line.substring(FAILURE.length()))
        .findFirst();
  }

  /** Returns the CPU time of this process, in nanoseconds. */
  public static long cpuNanos() {
    return SYSTEM.getProcessCpuTime();
  }

  /** Returns the middle of several values. */
  public static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(Double.NaN);
  }

  /** Returns the most memory that this process had at once in MB, or NaN where it is unknown. */
  public static double peakMegabytes() throws IOException {
    return megabytes("self", "VmHWM:");
  }

  /** Returns the memory that a process has in MB, or NaN where it is unknown. */
  public static double megabytes(long process) throws IOException {
    return megabytes(Long.toString(process), "VmRSS:");
  }

  private static double megabytes(String process, String field) throws IOException {
    Path status = Path.of("/proc", process, "status");
    if (!Files.exists(status)) {
      return Double.NaN;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith(field))
        .findAny()
        .map(line -> 1024 * Double.parseDouble(line.replaceAll("\\D", "")) / 1e6)
        .orElse(Double.NaN);
  }
}
