package io.saigon.benchmarks.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A contender in a process that stays, so that it warms up once and then measures in turns with
 * others: what disturbs the machine for a while disturbs all of them.
 */
final class Turns implements AutoCloseable {
  private static final String DONE = ".";

  private final Process process;
  private final BufferedReader output;
  private final Duration limit;

  /** Starts a process that warms up. */
  Turns(Process process, Duration limit) {
    this.process = process;
    this.limit = limit;
    output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  /**
   * Runs the contender's side: warms up, then measures once for each byte of the input.
   *
   * @param warmUp returns what measures and prints figures
   */
  @SuppressWarnings("SystemOut")
  static void answer(Figure.WarmUp warmUp) throws Exception {
    Figure.Work measurement = warmUp.run();
    System.out.println(DONE);
    while (System.in.read() >= 0) {
      measurement.run();
      System.out.println(DONE);
    }
  }

  /** Waits until it is warm. */
  void awaitWarm() throws IOException, InterruptedException {
    lines();
  }

  /** Returns what it prints about one more measurement. */
  String next() throws IOException, InterruptedException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
    return lines();
  }

  private String lines() throws IOException, InterruptedException {
    CompletableFuture<String> lines =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return linesUntilDone();
              } catch (IOException e) {
                throw new CompletionException(e);
              }
            });
    try {
      return lines.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("not done within " + limit.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  private String linesUntilDone() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = output.readLine(); !DONE.equals(line); line = output.readLine()) {
      if (line == null) {
        throw new IOException(Figure.failure(String.join("\n", lines)).orElse("ended early"));
      }
      lines.add(line);
    }
    return String.join("\n", lines);
  }

  @Override
  public void close() {
    Processes.kill(process);
  }
}
