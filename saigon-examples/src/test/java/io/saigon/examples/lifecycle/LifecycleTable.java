package io.saigon.examples.lifecycle;

import io.saigon.examples.MarkdownTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The table of {@code lifecycle.md}: a row for each call, a column for each condition. */
final class LifecycleTable {
  private final MarkdownTable table;

  private LifecycleTable(MarkdownTable table) {
    this.table = table;
  }

  static LifecycleTable read() throws IOException {
    try (InputStream in = LifecycleTable.class.getResourceAsStream("/lifecycle.md")) {
      String page = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new LifecycleTable(MarkdownTable.read(page, "call").get(0));
    }
  }

  /** Returns how each call ends under a condition. */
  Map<String, String> column(String condition) {
    int at = table.header().indexOf(condition);
    Map<String, String> column = new TreeMap<>();
    table.rows().forEach(row -> column.put(row.get(0), row.get(at)));
    return column;
  }
}
