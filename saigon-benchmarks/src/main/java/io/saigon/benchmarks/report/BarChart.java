package io.saigon.benchmarks.report;

import java.util.Locale;
import java.util.Map;

/** Horizontal bars as SVG, each group to a scale of its own, readable in light and dark. */
final class BarChart {
  private static final int WIDTH = 760;
  private static final int LABELS = 240;
  private static final int BARS = 420;
  private static final int LINE = 18;

  private final StringBuilder shapes = new StringBuilder();
  private int y;

  private BarChart() {}

  /** Returns the chart of values by contender by group. */
  static String of(Map<String, Map<String, Double>> groups) {
    BarChart chart = new BarChart();
    groups.forEach(chart::group);
    return """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d">
        <style>
          text { font: 12px sans-serif; fill: #1f2328 } .group { font-weight: bold }
          .limit { fill: #9a9a9a } .peer { fill: #6ba3d6 } .saigon { fill: #d9622b }
          @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } }
        </style>
        %3$s</svg>
        """
        .formatted(WIDTH, chart.y + LINE, chart.shapes);
  }

  private void group(String title, Map<String, Double> values) {
    y += 2 * LINE;
    text(0, "group", title);
    double most = values.values().stream().mapToDouble(Double::doubleValue).max().orElse(1);
    values.forEach(
        (contender, value) -> {
          y += LINE;
          text(0, "label", contender);
          int length = (int) Math.round(BARS * value / Math.max(most, Double.MIN_NORMAL));
          shapes.append(
              String.format(
                  Locale.ROOT,
                  "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"12\"/>%n",
                  kind(contender),
                  LABELS,
                  y - 10,
                  Math.max(1, length)));
          text(LABELS + length + 6, "value", Table.number(value));
        });
  }

  private static String kind(String contender) {
    if (Goal.isLimit(contender)) {
      return "limit";
    }
    return Goal.isPeer(contender) ? "peer" : "saigon";
  }

  private void text(int x, String kind, String text) {
    shapes.append(
        String.format(
            Locale.ROOT,
            "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n",
            kind,
            x,
            y,
            text.replace("&", "&amp;").replace("<", "&lt;")));
  }
}
