package io.saigon.examples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table of a Markdown page.
 *
 * @param header cells of the first line
 * @param rows cells of the lines below the separator
 */
public record MarkdownTable(List<String> header, List<List<String>> rows) {
  /** Reads all tables of a page whose first column has a given name. */
  public static List<MarkdownTable> read(String page, String firstColumn) {
    List<MarkdownTable> tables = new ArrayList<>();
    List<List<String>> lines = new ArrayList<>();
    page.lines()
        .map(line -> line.startsWith("|") ? cells(line) : List.<String>of())
        .forEach(
            cells -> {
              if (!cells.isEmpty()) {
                lines.add(cells);
              } else if (!lines.isEmpty()) {
                tables.add(table(lines));
                lines.clear();
              }
            });
    if (!lines.isEmpty()) {
      tables.add(table(lines));
    }
    return tables.stream().filter(table -> table.header.get(0).equals(firstColumn)).toList();
  }

  private static MarkdownTable table(List<List<String>> lines) {
    return new MarkdownTable(lines.get(0), List.copyOf(lines.subList(2, lines.size())));
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList();
  }
}
