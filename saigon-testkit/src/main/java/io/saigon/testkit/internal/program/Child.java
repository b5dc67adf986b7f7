package io.saigon.testkit.internal.program;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program as a child of this process: what it prints is read, and logged once it is ready. */
public final class Child implements AutoCloseable {
  /** Beginning of the line that says that the local AWS can be called. */
  public static final String READY = "# Ready.";

  private static final Logger LOG = LoggerFactory.getLogger(Child.class);
  private static final String EXPORT = "export ";
  private static final int SECONDS = 60;

  private final Process process;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final List<String> output = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Map<String, String>> ready = new CompletableFuture<>();

  private Child(Process process) {
    this.process = process;
  }

  /**
   * Starts the program and waits until it is ready.
   *
   * @param jar a jar that can be started, or null for the class path of this process
   * @throws IllegalStateException if it ends before, or is not ready within a minute
   */
  public static Child start(@Nullable Path jar, String main, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx256m", "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(
        jar == null
            ? List.of("-cp", System.getProperty("java.class.path"), main)
            : List.of("-jar", jar.toString()));
    command.addAll(arguments);
    Child child = new Child(new ProcessBuilder(command).redirectErrorStream(true).start());
    Thread reader = new Thread(child::read, "saigon-local-aws");
    reader.setDaemon(true);
    reader.start();
    child.await();
    return child;
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        take(line);
      }
    } catch (IOException e) {
      LOG.debug("The output of the local AWS ended", e);
    }
    ready.completeExceptionally(new IOException("The output ended"));
  }

  private void take(String line) {
    if (ready.isDone()) {
      LOG.warn("{}", line);
    } else if (line.startsWith(READY)) {
      ready.complete(Collections.unmodifiableMap(environment));
    } else if (line.startsWith(EXPORT)) {
      String[] pair = line.substring(EXPORT.length()).split("=", 2);
      environment.put(pair[0], pair[1]);
    } else {
      output.add(line);
    }
  }

  private String said(String what) {
    return "The local AWS " + what + " before it was ready: " + String.join("\n", output);
  }

  private void await() {
    try {
      ready.get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new IllegalStateException("Interrupted while the local AWS starts", e);
    } catch (ExecutionException e) {
      close();
      throw new IllegalStateException(said("ended"), e);
    } catch (TimeoutException e) {
      close();
      throw new IllegalStateException(said("took more than a minute"), e);
    }
  }

  /** Returns the variables that it printed. */
  public Map<String, String> environment() {
    return ready.join();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (process.waitFor(20, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
