package io.saigon.docs;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Fenced blocks of a page that are copied from source files. A block is preceded by the comment
 * {@code <!-- snippet: path#tag -->}, whose path is relative to the project's root. The tag names a
 * region between lines that hold {@code tag::name[]} and {@code end::name[]}; without one, the
 * block is the whole file.
 */
final class Snippets {
  private static final Pattern SNIPPET =
      Pattern.compile("(<!-- snippet: (\\S+) -->\\n```\\w+\\n)(.*?)(```)", Pattern.DOTALL);
  private static final Pattern MARK = Pattern.compile("\\b(?:tag|end)::[\\w-]+\\[]");
  private static final Pattern BLOCK =
      Pattern.compile("^(.*)\\n```(\\w+)\\n(?:.*\\n)*?(?=```)", Pattern.MULTILINE);
  private static final List<String> CODE =
      List.of(
          "java", "kotlin", "kt", "kts", "xml", "gradle", "groovy", "python", "javascript", "go");

  private Snippets() {}

  /** Returns the page with each block as its source has it now. */
  static String renewed(String page, Path root) throws IOException {
    Matcher snippets = SNIPPET.matcher(page);
    StringBuilder renewed = new StringBuilder();
    while (snippets.find()) {
      String block = snippets.group(1) + source(root, snippets.group(2)) + snippets.group(4);
      snippets.appendReplacement(renewed, Matcher.quoteReplacement(block));
    }
    return snippets.appendTail(renewed).toString();
  }

  /** Returns the first lines of blocks of code that are not copied from a file. */
  static List<String> untested(String page) {
    return BLOCK
        .matcher(page)
        .results()
        .filter(block -> CODE.contains(block.group(2)))
        .filter(block -> !block.group(1).startsWith("<!-- snippet: "))
        .map(MatchResult::group)
        .map(block -> block.lines().skip(1).limit(2).collect(joining(" ")))
        .toList();
  }

  private static String source(Path root, String reference) throws IOException {
    String[] parts = reference.split("#", 2);
    Path file = root.resolve(parts[0]);
    if (!Files.isRegularFile(file)) {
      throw new AssertionError("The snippet " + reference + " names no file");
    }
    String text = Files.readString(file);
    return parts.length == 1 ? text : region(text, parts[1], reference);
  }

  private static String region(String text, String tag, String reference) {
    List<String> lines = text.lines().toList();
    int start = only(lines, "tag::" + tag + "[]", reference);
    int end = only(lines, "end::" + tag + "[]", reference);
    if (end < start) {
      throw new AssertionError("The snippet " + reference + " ends before it begins");
    }
    return lines.subList(start + 1, end).stream()
            .filter(line -> !MARK.matcher(line).find())
            .collect(joining("\n"))
            .stripIndent()
        + "\n";
  }

  private static int only(List<String> lines, String mark, String reference) {
    List<Integer> found =
        IntStream.range(0, lines.size()).filter(i -> lines.get(i).contains(mark)).boxed().toList();
    if (found.size() != 1) {
      throw new AssertionError(
          "The snippet %s needs one line with %s, and its file has %d"
              .formatted(reference, mark, found.size()));
    }
    return found.get(0);
  }
}
