package io.saigon.examples.demo;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Prints the steps with their times; an assertion that fails ends the demo with an exception. */
final class Story {
  private static final int WIDTH = 76;

  /** A step. */
  interface Action {
    void happen() throws Exception;
  }

  private final PrintStream out;
  private final long begin = System.nanoTime();
  private int steps;
  private int claims;

  Story(PrintStream out) {
    this.out = out;
  }

  void step(String title, Action action) throws Exception {
    begin(
        title,
        () -> {
          action.happen();
          return "";
        });
  }

  <T> T begin(String title, Callable<T> action) throws Exception {
    steps++;
    out.printf("%n%2d  %s%n", steps, title);
    long from = System.nanoTime();
    T result = action.call();
    String time = seconds(from);
    out.println("    " + ".".repeat(WIDTH - 5 - time.length()) + " " + time);
    return result;
  }

  void print(String text, Object... values) {
    out.println("      " + String.format(Locale.ROOT, text, values));
  }

  /** An assertion. */
  void check(boolean held, String claim, Object... values) {
    String text = String.format(Locale.ROOT, claim, values);
    if (!held) {
      throw new IllegalStateException("This does not hold: " + text);
    }
    claims++;
    out.println("    * " + text);
  }

  int steps() {
    return steps;
  }

  String summary() {
    return "%d steps in %s; %d claims, all held".formatted(steps, seconds(begin), claims);
  }

  private static String seconds(long from) {
    return String.format(Locale.ROOT, "%.2f s", (System.nanoTime() - from) / 1e9);
  }
}
