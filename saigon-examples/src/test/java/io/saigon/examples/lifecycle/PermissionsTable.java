package io.saigon.examples.lifecycle;

import io.saigon.examples.MarkdownTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tables of {@code docs/permissions.md}. */
final class PermissionsTable {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern ACTION = Pattern.compile("`([a-z0-9-]+:[A-Za-z]+)`");
  private static final Pattern VAULT = Pattern.compile("of `([a-z-]+)`");

  /**
   * A row.
   *
   * @param calls such as {@code ObjectStorage.list}, {@code CognitoClient.*}, or {@code
   *     SecretVault.secret of aws-ssm}
   * @param actions actions of each of them
   * @param others actions that some need besides
   */
  record Row(Set<String> calls, Set<String> actions, Set<String> others) {
    boolean has(String call) {
      return calls.contains(call) || calls.contains(call.replaceFirst("\\..*", ".*"));
    }
  }

  private PermissionsTable() {}

  static List<Row> read() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "permissions.md"));
    List<Row> rows = new ArrayList<>();
    for (MarkdownTable table : MarkdownTable.read(page, "call")) {
      table
          .rows()
          .forEach(
              cells ->
                  rows.add(
                      new Row(calls(cells.get(0)), actions(cells.get(1)), actions(cells.get(2)))));
    }
    return rows;
  }

  /** A name without a type has that of the name before. */
  private static Set<String> calls(String cell) {
    List<String> vaults = VAULT.matcher(cell).results().map(match -> match.group(1)).toList();
    Set<String> calls = new TreeSet<>();
    String type = "";
    for (String code : codes(VAULT.matcher(cell).replaceAll(""))) {
      int dot = code.indexOf('.');
      type = dot < 0 ? type : code.substring(0, dot);
      String call = dot < 0 ? type + "." + code : code;
      calls.addAll(
          vaults.isEmpty()
              ? List.of(call)
              : vaults.stream().map(vault -> call + " of " + vault).toList());
    }
    return calls;
  }

  private static List<String> codes(String cell) {
    return CODE.matcher(cell).results().map(match -> match.group(1)).toList();
  }

  private static Set<String> actions(String cell) {
    return ACTION
        .matcher(cell)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
