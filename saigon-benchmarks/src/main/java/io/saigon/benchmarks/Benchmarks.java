package io.saigon.benchmarks;

import io.saigon.benchmarks.cognito.Logins;
import io.saigon.benchmarks.cognito.SessionLookup;
import io.saigon.benchmarks.cognito.Verification;
import io.saigon.benchmarks.engine.EventLoopPauses;
import io.saigon.benchmarks.engine.SdkCalls;
import io.saigon.benchmarks.process.Figure;
import io.saigon.benchmarks.process.Form;
import io.saigon.benchmarks.process.Job;
import io.saigon.benchmarks.process.Microbenchmark;
import io.saigon.benchmarks.process.Run;
import io.saigon.benchmarks.report.Table;
import io.saigon.benchmarks.secrets.CachedSecrets;
import io.saigon.benchmarks.secrets.MeasuredSecrets;
import io.saigon.benchmarks.secrets.SecretMiss;
import io.saigon.benchmarks.signing.SignedRequests;
import io.saigon.benchmarks.signing.Signing;
import io.saigon.benchmarks.startup.Startup;
import io.saigon.benchmarks.transfer.Transfers;
import io.saigon.benchmarks.unzip.RangedExtraction;
import io.saigon.benchmarks.unzip.Unzips;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Runs saigon beside its peers and prints one table. */
public final class Benchmarks {
  private static final Map<String, Job> JOBS = new LinkedHashMap<>();
  private static final List<String> WITHOUT_GOALS =
      List.of(
          "MeasuredSecrets",
          "SecretMiss",
          "Verification",
          "SessionLookup",
          "RangedReads",
          "RangedExtraction");

  static {
    add(new Microbenchmark(Signing.class, "SigV4 signature"));
    add(new Microbenchmark(CachedSecrets.class, "cached typed secret"));
    add(new Microbenchmark(MeasuredSecrets.class, "cached secret, measured"));
    add(new Microbenchmark(SecretMiss.class, "secret past the cache"));
    add(new Microbenchmark(Verification.class, "verified token"));
    add(new Microbenchmark(SessionLookup.class, "credentials of a session"));
    JOBS.put("SignedRequests", new SignedRequests());
    JOBS.put("SdkCalls", new SdkCalls());
    JOBS.put("EventLoopPauses", new EventLoopPauses());
    JOBS.put("Downloads", Transfers.downloads());
    JOBS.put("Uploads", Transfers.uploads());
    JOBS.put("RangedReads", Transfers.rangedReads());
    JOBS.put("Unzips", new Unzips());
    JOBS.put("RangedExtraction", new RangedExtraction());
    JOBS.put("Startup", new Startup());
    JOBS.put("Logins", new Logins());
  }

  private Benchmarks() {}

  private static void add(Microbenchmark job) {
    JOBS.put(job.type().getSimpleName(), job);
  }

  /**
   * Runs all jobs, or those that the system property {@code benchmark} names, in the form that
   * {@code form} names.
   *
   * @param args arguments of JMH, to run nothing but what they choose
   */
  public static void main(String[] args) {
    // Servers here say when they start and stop.
    Logger.getLogger("").setLevel(Level.WARNING);
    Figure.main(() -> run(args));
  }

  // A benchmark's result belongs on the console.
  @SuppressWarnings("SystemOut")
  private static void run(String[] args) throws Exception {
    Run run = new Run(Form.chosen());
    if (args.length > 0) {
      runByJmh(run, args);
    } else {
      for (Map.Entry<String, Job> job : chosen(run.form()).entrySet()) {
        runJob(run, job.getKey(), job.getValue());
      }
    }
    Table table = new Table(run);
    System.out.println();
    System.out.println(table.markdown());
    table.write(Path.of(System.getProperty("results", "target")));
    if (run.form() == Form.SMOKE) {
      check(run, table);
    }
  }

  /** Runs a job, whose failure is a remark, so that the others have their rows. */
  private static void runJob(Run run, String name, Job job) throws InterruptedException {
    try {
      job.run(run);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      run.failed(name, "its set-up", e);
      run.note(name + " failed: " + e);
    }
  }

  private static void check(Run run, Table table) {
    List<String> missing = table.missing();
    long processes = ProcessHandle.current().descendants().count();
    if (!run.failures().isEmpty() || !missing.isEmpty() || processes > 0) {
      throw new IllegalStateException(
          "Failed: %s; rows without figures: %s; processes left: %d"
              .formatted(run.failures(), missing, processes));
    }
  }

  private static Map<String, Job> chosen(Form form) {
    Map<String, Job> jobs = new LinkedHashMap<>(JOBS);
    String names = System.getProperty("benchmark", "");
    if (!names.isEmpty()) {
      List<String> some = List.of(names.split(",", -1));
      if (!JOBS.keySet().containsAll(some)) {
        throw new IllegalArgumentException(names + ": the benchmarks are " + JOBS.keySet());
      }
      jobs.keySet().retainAll(some);
    } else if (form == Form.SHORT) {
      WITHOUT_GOALS.forEach(jobs::remove);
    } else if (form == Form.SMOKE) {
      List.of("Uploads", "RangedReads").forEach(jobs::remove);
      jobs.put("Downloads", Transfers.all());
    }
    return jobs;
  }

  /** Runs once what arguments choose, whichever classes that is. */
  private static void runByJmh(Run run, String[] args) throws Exception {
    CommandLineOptions options = new CommandLineOptions(args);
    List<Microbenchmark> all =
        JOBS.values().stream()
            .filter(Microbenchmark.class::isInstance)
            .map(Microbenchmark.class::cast)
            .toList();
    Microbenchmark.run(run, options, all);
  }
}
