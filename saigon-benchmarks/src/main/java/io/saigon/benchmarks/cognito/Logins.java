package io.saigon.benchmarks.cognito;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.saigon.benchmarks.process.Figure;
import io.saigon.benchmarks.process.Job;
import io.saigon.benchmarks.process.Jvm;
import io.saigon.benchmarks.process.Processes;
import io.saigon.benchmarks.process.Run;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Log-ins at the local AWS over https: CPU time of the client, beside the three modular powers that
 * SRP cannot do without, and start, memory and rate of the local AWS itself.
 */
public final class Logins implements Job {
  /** The job of the local AWS. */
  static final String LOCAL = "local AWS, 50 clients log in";

  /** The job of the client. */
  static final String CLIENT = "log-in";

  /** The least that SRP costs. */
  static final String LIMIT = "limit: three powers";

  @Override
  public void run(Run run) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process local = start();
    try {
      Map<String, String> environment = environment(local);
      run.add("saigon", new Figure(LOCAL, "ms to start", (System.nanoTime() - start) / 1e6));
      run.add("saigon", new Figure(LOCAL, "MB idle", Figure.megabytes(local.pid())));
      for (String contender : List.of(LIMIT, "saigon, SRP flow", "saigon")) {
        run.contender(
            List.of(CLIENT),
            contender,
            Jvm.of(LoginContender.class, run.form()).withEnvironment(environment),
            contender,
            Integer.toString(run.form().choose(1, 50, 200)),
            Integer.toString(run.form().choose(1, 10, 15)));
      }
    } catch (IOException e) {
      run.failed(LOCAL, "saigon", e);
    } finally {
      // It deletes its file with the authority's certificate.
      local.destroy();
      local.waitFor(10, TimeUnit.SECONDS);
      Processes.kill(local);
    }
  }

  /** Starts the program in one file, with the JVM's options of mvn -Plocal-aws. */
  private static Process start() throws IOException {
    return Processes.start(
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xms16m",
            "-Xmx256m",
            "-jar",
            Objects.requireNonNull(System.getProperty("standalone.jar"), "standalone.jar"),
            "--stop-with-parent",
            "--https"));
  }

  private static Map<String, String> environment(Process local) throws IOException {
    Map<String, String> environment = new HashMap<>();
    BufferedReader lines = local.inputReader(UTF_8);
    while (!environment.containsKey("API_GATEWAY_URL")) {
      String line = lines.readLine();
      if (line == null) {
        throw new IOException("The local AWS did not start");
      }
      if (line.startsWith("export ")) {
        String[] pair = line.substring("export ".length()).split("=", 2);
        environment.put(pair[0], pair[1]);
      }
    }
    return environment;
  }
}
