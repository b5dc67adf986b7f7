package io.saigon.benchmarks.report;

import io.saigon.benchmarks.process.Run;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A row of the table: one figure of saigon and what it is to be.
 *
 * @param ours the contender that is measured by the goal
 * @param most whether the figure is to be at most the bound, or else at least
 * @param reference what the bound is a multiple of: a contender's name, {@link #BEST_PEER}, {@link
 *     #FASTEST_PEER}, or empty for an absolute bound
 * @param bound the bound, or NaN without a goal
 */
record Goal(String job, String metric, String ours, boolean most, String reference, double bound) {
  /** The peer whose figure is the best. */
  static final String BEST_PEER = "best peer";

  /** The peer with the most MiB/s. */
  static final String FASTEST_PEER = "fastest peer";

  static Goal atLeast(String job, String metric, double bound) {
    return new Goal(job, metric, "saigon", false, "", bound);
  }

  static Goal atMost(String job, String metric, double bound) {
    return new Goal(job, metric, "saigon", true, "", bound);
  }

  /** A row that is only shown. */
  static Goal none(String job, String metric, boolean lessIsBetter) {
    return new Goal(job, metric, "saigon", lessIsBetter, BEST_PEER, Double.NaN);
  }

  Goal times(String other) {
    return new Goal(job, metric, ours, most, other, bound);
  }

  Goal of(String contender) {
    return new Goal(job, metric, contender, most, reference, bound);
  }

  static boolean isLimit(String contender) {
    return contender.startsWith("limit");
  }

  static boolean isPeer(String contender) {
    return !isLimit(contender) && !contender.startsWith("saigon");
  }

  /** Returns saigon's figure, or NaN. */
  double value(Run run) {
    return run.medians(job, metric).getOrDefault(ours, Double.NaN);
  }

  /** Returns saigon's figure as a multiple of the reference, or NaN. */
  double ratio(Run run) {
    Map<String, Double> values = run.medians(job, metric);
    String other =
        switch (reference) {
          case BEST_PEER -> best(values, most).orElse("");
          case FASTEST_PEER -> best(run.medians(job, "MiB/s"), false).orElse("");
          default -> reference;
        };
    return value(run) / values.getOrDefault(other, Double.NaN);
  }

  private static Optional<String> best(Map<String, Double> values, boolean least) {
    Comparator<Map.Entry<String, Double>> order = Map.Entry.comparingByValue();
    return values.entrySet().stream()
        .filter(entry -> isPeer(entry.getKey()))
        .min(least ? order : order.reversed())
        .map(Map.Entry::getKey);
  }

  /** Returns in a word whether the goal is met. */
  String met(Run run) {
    double figure = reference.isEmpty() ? value(run) : ratio(run);
    if (Double.isNaN(bound)) {
      return "";
    }
    if (Double.isNaN(figure)) {
      return "not measured";
    }
    return (most ? figure <= bound : figure >= bound) ? "yes" : "no";
  }

  @Override
  public String toString() {
    if (Double.isNaN(bound)) {
      return "";
    }
    String number =
        reference.isEmpty()
            ? String.format(Locale.ROOT, "%.0f", bound)
            : String.format(Locale.ROOT, "%.2f × %s", bound, reference.replace("limit: ", ""));
    return (most ? "≤ " : "≥ ") + number;
  }
}
