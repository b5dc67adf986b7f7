package io.saigon.benchmarks.process;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A class of JMH's, whose methods are contenders; {@code limit} is the least possible cost.
 *
 * @param title the name of the job, to which parameters are added
 */
public record Microbenchmark(Class<?> type, String title) implements Job {
  @Override
  public void run(Run run) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\b" + type.getSimpleName() + "\\.")
            .verbosity(VerboseMode.SILENT)
            .jvmArgsAppend("-Djmh.ignoreLock=true");
    if (run.form() == Form.SMOKE) {
      // In this process, which is enough to see that it works.
      options.forks(0).warmupIterations(0).measurementIterations(1);
      options.measurementTime(TimeValue.milliseconds(10));
    } else if (run.form() == Form.SHORT) {
      options.forks(1).warmupIterations(3).measurementIterations(3);
      // For the benchmarks with few keys and many: what has a goal is the first.
      options.param("keys", "1");
    }
    run(run, options.shouldFailOnError(true).build(), List.of(this));
  }

  /** Runs what options choose of some classes. */
  public static void run(Run run, Options options, List<Microbenchmark> classes)
      throws RunnerException {
    Collection<RunResult> results =
        new Runner(new OptionsBuilder().parent(options).addProfiler(GCProfiler.class).build())
            .run();
    for (RunResult result : results) {
      String[] name = result.getParams().getBenchmark().split("\\.", -1);
      classes.stream()
          .filter(each -> each.type.getSimpleName().equals(name[name.length - 2]))
          .forEach(each -> each.add(run, name[name.length - 1], result));
    }
  }

  private void add(Run run, String method, RunResult result) {
    StringBuilder job = new StringBuilder(title);
    for (String parameter : result.getParams().getParamsKeys()) {
      job.append(", ").append(result.getParams().getParam(parameter));
    }
    run.add(method, new Figure(job.toString(), "ns", result.getPrimaryResult().getScore()));
    Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
    if (bytes != null) {
      run.add(method, new Figure(job.toString(), "B", bytes.getScore()));
    }
  }
}
