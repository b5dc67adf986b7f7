package io.saigon.benchmarks.process;

import io.netty.handler.ssl.OpenSsl;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.crt.CRT;

/** A run of jobs, with what their contenders measured so far. */
public final class Run {
  private final Form form;
  private final Map<String, Map<String, Map<String, List<Double>>>> figures = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> failures = new LinkedHashMap<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private final Set<String> leftOut = new LinkedHashSet<>();

  /** A run without results. */
  public Run(Form form) {
    this.form = form;
  }

  /** Returns the amount of work. */
  public Form form() {
    return form;
  }

  /**
   * Runs a contender of some jobs in a process of its own and keeps its figures, or its failure.
   */
  public void contender(List<String> jobs, String name, Jvm jvm, String... args)
      throws InterruptedException {
    if (!isAvailable(name)) {
      leftOut.add(name);
    } else {
      try {
        String output = Processes.output(jvm.start(args), form.timeLimit());
        Figure.parse(output).forEach(figure -> add(name, figure));
      } catch (IOException e) {
        jobs.forEach(job -> failed(job, name, e));
      }
    }
  }

  /**
   * Runs contenders of a job in processes that stay: each warms up alone, then all measure in
   * turns. Keeps their figures, or their failures.
   *
   * @param contenders what {@link Figure#inTurns} runs
   * @param rounds how often each one measures
   */
  public void inTurns(String job, List<Contender> contenders, int rounds)
      throws InterruptedException {
    Map<String, Turns> warm = new LinkedHashMap<>();
    try {
      for (Contender contender : contenders) {
        if (isAvailable(contender.name())) {
          warm(job, contender).ifPresent(turns -> warm.put(contender.name(), turns));
        } else {
          leftOut.add(contender.name());
        }
      }
      for (int round = 0; round < rounds; round++) {
        for (Map.Entry<String, Turns> contender : List.copyOf(warm.entrySet())) {
          try {
            Figure.parse(contender.getValue().next())
                .forEach(figure -> add(contender.getKey(), figure));
          } catch (IOException e) {
            failed(job, contender.getKey(), e);
            contender.getValue().close();
            warm.remove(contender.getKey());
          }
        }
      }
    } finally {
      warm.values().forEach(Turns::close);
    }
  }

  private Optional<Turns> warm(String job, Contender contender) throws InterruptedException {
    Turns turns = null;
    try {
      turns =
          new Turns(
              contender.jvm().start(contender.args().toArray(String[]::new)), form.timeLimit());
      turns.awaitWarm();
      return Optional.of(turns);
    } catch (IOException e) {
      failed(job, contender.name(), e);
      if (turns != null) {
        turns.close();
      }
      return Optional.empty();
    }
  }

  /** Returns whether the native library of a contender loads here. */
  private boolean isAvailable(String name) {
    if (name.contains("CRT")) {
      try {
        new CRT();
      } catch (LinkageError | RuntimeException e) {
        note("CRT is left out, since its native library does not load: " + e.getMessage());
        return false;
      }
    }
    if (name.contains("BoringSSL") && !OpenSsl.isAvailable()) {
      note("BoringSSL is left out, since its native library does not load");
      return false;
    }
    return true;
  }

  /** Keeps a figure; the median of all with the same names counts. */
  public void add(String contender, Figure figure) {
    progress("%s, %s: %.4g %s".formatted(figure.job(), contender, figure.value(), figure.metric()));
    figures
        .computeIfAbsent(figure.job(), job -> new LinkedHashMap<>())
        .computeIfAbsent(contender, name -> new LinkedHashMap<>())
        .computeIfAbsent(figure.metric(), metric -> new ArrayList<>())
        .add(figure.value());
  }

  /** Keeps a contender's failure. */
  public void failed(String job, String contender, Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    progress("%s, %s: failed: %s".formatted(job, contender, message));
    failures.computeIfAbsent(job, none -> new LinkedHashMap<>()).put(contender, message);
  }

  /** Keeps a remark for the table, once. */
  public void note(String text) {
    if (notes.add(text)) {
      progress(text);
    }
  }

  @SuppressWarnings("SystemOut")
  private static void progress(String text) {
    System.err.printf(Locale.ROOT, "%tT %s%n", System.currentTimeMillis(), text);
  }

  /** Returns the median that each contender of a job reached, in the order in which they ran. */
  public Map<String, Double> medians(String job, String metric) {
    Map<String, Double> medians = new LinkedHashMap<>();
    figures
        .getOrDefault(job, Map.of())
        .forEach(
            (contender, values) -> {
              if (values.containsKey(metric)) {
                medians.put(contender, Figure.median(values.getOrDefault(metric, List.of())));
              }
            });
    return medians;
  }

  /** Returns the contenders of a job that failed, with the reason. */
  public Map<String, String> failures(String job) {
    return failures.getOrDefault(job, Map.of());
  }

  /** Returns all contenders that failed, with the reason, by job. */
  public Map<String, Map<String, String>> failures() {
    return failures;
  }

  /** Returns contenders that cannot run here. */
  public Set<String> leftOut() {
    return leftOut;
  }

  /** Returns remarks. */
  public Set<String> notes() {
    return notes;
  }
}
