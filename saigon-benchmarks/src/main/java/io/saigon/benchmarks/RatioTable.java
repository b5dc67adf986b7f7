package io.saigon.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * Rows of one job beside each other: methods {@code limit}, {@code saigon} and any peers of one
 * class and parameter. Ratios are of the row's time to the limit's and to saigon's.
 */
final class RatioTable {
  private final Map<String, List<RunResult>> jobs = new LinkedHashMap<>();

  RatioTable(Collection<RunResult> results) {
    for (RunResult result : results) {
      String job = simpleClass(result) + parameters(result);
      jobs.computeIfAbsent(job, j -> new ArrayList<>()).add(result);
    }
  }

  // A benchmark's result belongs on the console.
  @SuppressWarnings("SystemOut")
  void print() {
    System.out.println();
    System.out.println("| job | who | time | of limit | of saigon | B/op |");
    System.out.println("|---|---|---|---|---|---|");
    jobs.forEach(
        (job, rows) -> {
          double limit = time(rows, "limit");
          double saigon = time(rows, "saigon");
          for (RunResult row : rows) {
            double time = row.getPrimaryResult().getScore();
            System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.0f %s | %.2f | %.2f | %.0f |%n",
                job,
                method(row),
                time,
                row.getPrimaryResult().getScoreUnit(),
                time / limit,
                time / saigon,
                allocation(row));
          }
        });
  }

  private static double time(List<RunResult> rows, String method) {
    return rows.stream()
        .filter(row -> method(row).equals(method))
        .mapToDouble(row -> row.getPrimaryResult().getScore())
        .findFirst()
        .orElse(Double.NaN);
  }

  private static double allocation(RunResult row) {
    Result<?> norm = row.getSecondaryResults().get("gc.alloc.rate.norm");
    return norm == null ? Double.NaN : norm.getScore();
  }

  private static String method(RunResult result) {
    String name = result.getParams().getBenchmark();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String simpleClass(RunResult result) {
    String name = result.getParams().getBenchmark();
    String type = name.substring(0, name.lastIndexOf('.'));
    return type.substring(type.lastIndexOf('.') + 1);
  }

  private static String parameters(RunResult result) {
    StringBuilder text = new StringBuilder();
    for (String key : result.getParams().getParamsKeys()) {
      text.append(' ').append(result.getParams().getParam(key));
    }
    return text.toString();
  }
}
