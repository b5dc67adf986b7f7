package io.saigon.testkit.internal.secrets;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words that Secrets Manager searches a text for: parts between separators of one kind, and at
 * capitals. A text with separators of several kinds is one word.
 */
final class Words {
  private static final String SEPARATORS = "/-_+=.@";
  private static final Pattern CAPITALISED = Pattern.compile("[^a-z][a-z]+");

  private Words() {}

  /** Returns the words of a text, in lower case. */
  static List<String> of(String text) {
    int[] separators = text.chars().filter(c -> SEPARATORS.indexOf(c) >= 0).distinct().toArray();
    List<String> words = new ArrayList<>();
    if (separators.length > 1) {
      add(words, text);
      return words;
    }
    int from = 0;
    for (int at = 0; at <= text.length(); at++) {
      if (at == text.length() || SEPARATORS.indexOf(text.charAt(at)) >= 0) {
        addByCase(words, text.substring(from, at));
        from = at + 1;
      }
    }
    return words;
  }

  /** Returns whether each word of a value begins a word of a text. */
  static boolean match(String value, String text) {
    List<String> wanted = of(value);
    List<String> words = of(text);
    return !wanted.isEmpty()
        && wanted.stream()
            .allMatch(begin -> words.stream().anyMatch(word -> word.startsWith(begin)));
  }

  private static void addByCase(List<String> words, String part) {
    Matcher matcher = CAPITALISED.matcher(part);
    int from = 0;
    while (matcher.find()) {
      add(words, part.substring(from, matcher.start()));
      add(words, matcher.group());
      from = matcher.end();
    }
    add(words, part.substring(from));
  }

  private static void add(List<String> words, String word) {
    if (!word.isBlank()) {
      words.add(word.strip().toLowerCase(Locale.ROOT));
    }
  }
}
