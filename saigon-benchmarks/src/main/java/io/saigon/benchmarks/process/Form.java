package io.saigon.benchmarks.process;

import java.time.Duration;
import java.util.Locale;

/** The amount of work of a run, by the system property {@code form}. */
public enum Form {
  /** Everything once with the least load; a contender that fails fails the run. */
  SMOKE,
  /** All rows that have goals, with few rounds. */
  SHORT,
  /** All rows with more rounds and sizes. */
  FULL;

  /** Returns the form that the system property names, {@link #SHORT} unless it is set. */
  public static Form chosen() {
    return valueOf(System.getProperty("form", "short").toUpperCase(Locale.ROOT));
  }

  /** Returns one of three values. */
  public <T> T choose(T smoke, T brief, T full) {
    return switch (this) {
      case SMOKE -> smoke;
      case SHORT -> brief;
      case FULL -> full;
    };
  }

  /** Returns the time after which a contender has failed. */
  public Duration timeLimit() {
    return choose(Duration.ofMinutes(4), Duration.ofMinutes(4), Duration.ofMinutes(20));
  }
}
