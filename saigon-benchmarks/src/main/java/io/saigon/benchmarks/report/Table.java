package io.saigon.benchmarks.report;

import io.saigon.benchmarks.process.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All rows of a run that have figures or failures. */
public final class Table {
  private static final List<String> HEAD =
      List.of("job", "unit", "saigon", "ratio", "goal", "met", "limit", "peers");

  private final Run run;
  private final List<Goal> goals;

  /** A table of what was measured so far. */
  public Table(Run run) {
    this.run = run;
    goals =
        Goals.all().stream()
            .filter(goal -> !run.leftOut().contains(goal.ours()))
            .filter(goal -> !run.medians(goal.job(), goal.metric()).isEmpty() || failed(goal))
            .toList();
  }

  private boolean failed(Goal goal) {
    return !run.failures(goal.job()).isEmpty();
  }

  /** Returns the rows of which saigon's own figure is missing. */
  public List<String> missing() {
    return goals.stream()
        .filter(goal -> Double.isNaN(goal.value(run)))
        .map(goal -> goal.job() + ", " + goal.metric() + ", " + goal.ours())
        .toList();
  }

  /** Returns the table as Markdown. */
  public String markdown() throws IOException {
    List<String> lines = new ArrayList<>();
    Stream.concat(Machine.describe(run.form()).stream(), run.notes().stream())
        .forEach(line -> lines.add("- " + line));
    lines.add("");
    lines.add(line(HEAD));
    lines.add("|---".repeat(HEAD.size()) + "|");
    for (Goal goal : goals) {
      double ratio = goal.ratio(run);
      String other = goal.ours().equals("saigon") ? "" : goal.ours() + " ";
      lines.add(
          line(
              List.of(
                  goal.job(),
                  goal.metric(),
                  other + number(goal.value(run)),
                  Double.isNaN(ratio) ? "" : String.format(Locale.ROOT, "%.2f", ratio),
                  goal.toString(),
                  goal.met(run),
                  cells(goal, Goal::isLimit),
                  cells(goal, Goal::isPeer))));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  private String cells(Goal goal, Predicate<String> which) {
    Stream<String> figures =
        run.medians(goal.job(), goal.metric()).entrySet().stream()
            .filter(entry -> which.test(entry.getKey()))
            .map(entry -> label(entry.getKey()) + number(entry.getValue()));
    Stream<String> failures =
        run.failures(goal.job()).entrySet().stream()
            .filter(entry -> which.test(entry.getKey()))
            .map(entry -> label(entry.getKey()) + "failed: " + cell(entry.getValue()));
    return Stream.concat(figures, failures).collect(Collectors.joining("; "));
  }

  private static String label(String contender) {
    return contender.equals("limit") ? "" : contender.replace("limit: ", "") + " ";
  }

  private static String cell(String text) {
    return text.replace('|', '/').replace('\n', ' ');
  }

  static String number(double value) {
    if (Double.isNaN(value)) {
      return "failed";
    }
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
  }

  /** Writes a page and its chart, named after the JDK. */
  public void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    int jdk = Runtime.version().feature();
    String chart = "speed-jdk%d.svg".formatted(jdk);
    Files.writeString(directory.resolve("speed-jdk%d.md".formatted(jdk)), page(jdk, chart));
    Files.writeString(directory.resolve(chart), BarChart.of(bars()));
  }

  private String page(int jdk, String chart) throws IOException {
    return """
        # Speed on JDK %d

        What `mvn -Pbenchmarks -Dresults=../docs` printed: saigon beside its limits and peers, all \
        in one run, with goals that are met and goals that are not. Ratios say more than figures, \
        which are those of one machine.

        %s
        ![Each figure as a bar](%s)
        """
        .formatted(jdk, markdown(), chart);
  }

  /** Returns each figure once, whatever goals there are for it. */
  private Map<String, Map<String, Double>> bars() {
    return goals.stream()
        .collect(
            Collectors.toMap(
                goal -> goal.job() + ", " + goal.metric(),
                goal -> run.medians(goal.job(), goal.metric()),
                (first, same) -> first,
                LinkedHashMap::new));
  }
}
