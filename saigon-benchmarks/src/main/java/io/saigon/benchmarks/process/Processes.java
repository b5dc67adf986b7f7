package io.saigon.benchmarks.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Processes that end with this one. */
public final class Processes {
  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Processes::kill)));
  }

  private Processes() {}

  /** Starts a process, whose errors go where those of this process go. */
  public static Process start(ProcessBuilder builder) throws IOException {
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    RUNNING.add(process);
    var unused = process.onExit().thenRun(() -> RUNNING.remove(process));
    return process;
  }

  /** Returns the output of a process that succeeds within a time. */
  public static String output(Process process, Duration limit)
      throws IOException, InterruptedException {
    CompletableFuture<String> output =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return new String(process.getInputStream().readAllBytes(), UTF_8);
              } catch (IOException e) {
                throw new CompletionException(e);
              }
            });
    try {
      String text = output.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException(Figure.failure(text).orElse("ended with " + status));
      }
      return text;
    } catch (TimeoutException e) {
      throw new IOException("not done within " + limit.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } finally {
      kill(process);
    }
  }

  /** Ends a process and what it started, and waits for it. */
  public static void kill(Process process) {
    List<ProcessHandle> started = process.descendants().toList();
    // Itself first: it may start again what ends.
    process.destroyForcibly().onExit().join();
    started.forEach(ProcessHandle::destroyForcibly);
  }
}
