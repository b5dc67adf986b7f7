package io.saigon.examples.lifecycle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The table of {@code lifecycle.md}: a row for each call, a column for each condition. */
final class LifecycleTable {
  private final List<String> header;
  private final List<List<String>> rows;

  private LifecycleTable(List<List<String>> lines) {
    header = lines.get(0);
    rows = lines.subList(2, lines.size());
  }

  static LifecycleTable read() throws IOException {
    try (InputStream in = LifecycleTable.class.getResourceAsStream("/lifecycle.md")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<List<String>> lines = new ArrayList<>();
      text.lines()
          .dropWhile(line -> !line.startsWith("| call "))
          .map(LifecycleTable::cells)
          .forEach(lines::add);
      return new LifecycleTable(lines);
    }
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList();
  }

  /** Returns how each call ends under a condition. */
  Map<String, String> column(String condition) {
    int at = header.indexOf(condition);
    Map<String, String> column = new TreeMap<>();
    rows.forEach(row -> column.put(row.get(0), row.get(at)));
    return column;
  }
}
