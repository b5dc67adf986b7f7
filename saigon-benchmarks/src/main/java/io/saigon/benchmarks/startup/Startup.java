package io.saigon.benchmarks.startup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.saigon.benchmarks.process.Directory;
import io.saigon.benchmarks.process.Figure;
import io.saigon.benchmarks.process.Form;
import io.saigon.benchmarks.process.Job;
import io.saigon.benchmarks.process.Jvm;
import io.saigon.benchmarks.process.Processes;
import io.saigon.benchmarks.process.Run;
import io.saigon.benchmarks.server.TrustFile;
import io.saigon.testkit.LocalAws;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Milliseconds from the start of a process to its first signed answer: a log-in, credentials and
 * one GET, against the local AWS in this process. Contenders take turns.
 */
public final class Startup implements Job {
  static final String PASSWORD = "Benchmark-Pass-1";
  private static final String JOB = "process start to first signed answer";
  private static final String ARCHIVED = "saigon with class archive";
  private static final List<String> CONTENDERS =
      List.of(
          "limit: bare Vert.x",
          "SDK url-connection",
          "SDK netty-nio",
          "SDK on saigon's engine",
          "saigon",
          ARCHIVED);

  @Override
  public void run(Run run) throws Exception {
    Vertx vertx = Vertx.vertx();
    try (Directory directory = Directory.create()) {
      LocalAws aws = LocalAws.start(vertx).await();
      aws.userPool().createUser("ann", PASSWORD);
      HttpServer backend =
          vertx
              .createHttpServer()
              .requestHandler(request -> request.response().end("{\"id\":\"42\"}"))
              .listen(0, "127.0.0.1")
              .await();
      aws.gateway().route("/", URI.create("http://127.0.0.1:" + backend.actualPort()));
      Map<String, String> environment = new HashMap<>(aws.environment());
      // All trust by the same file.
      environment.remove("AWS_CA_BUNDLE");
      // The collector and the compilers are the JVM's choice: this is how a service starts.
      Jvm plain =
          Jvm.plain(StartupContender.class)
              .with(TrustFile.write(aws.trustStore(), directory.path().resolve("trust.p12")))
              .withEnvironment(environment);
      ClassArchive archive = new ClassArchive(directory.path());
      Jvm jars = plain.withClassPath(archive.jars());
      run(run, true, ARCHIVED, jars.with(archive.writing()));
      for (int round = -1; round < run.form().choose(0, 3, 9); round++) {
        for (String contender : CONTENDERS) {
          boolean archived = contender.equals(ARCHIVED);
          run(run, round < 0, contender, archived ? jars.with(archive.reading()) : plain);
        }
      }
      aws.stop().await();
    } finally {
      vertx.close().await();
    }
  }

  private static void run(Run run, boolean warmUp, String contender, Jvm jvm)
      throws InterruptedException {
    long start = System.nanoTime();
    try {
      Process process = jvm.start(contender.equals(ARCHIVED) ? "saigon" : contender);
      long took = answered(process, run.form()) - start;
      if (!warmUp || run.form() == Form.SMOKE) {
        run.add(contender, new Figure(JOB, "ms", took / 1e6));
      }
    } catch (IOException e) {
      run.failed(JOB, contender, e);
    }
  }

  /** Returns when a process printed the answer; it ends well then. */
  private static long answered(Process process, Form form)
      throws IOException, InterruptedException {
    try {
      String line =
          CompletableFuture.supplyAsync(
                  () ->
                      process
                          .inputReader(UTF_8)
                          .lines()
                          // The JVM may warn of its archive.
                          .filter(text -> text.startsWith("{"))
                          .findFirst()
                          .orElse(""))
              .get(form.timeLimit().toMillis(), TimeUnit.MILLISECONDS);
      long now = System.nanoTime();
      if (!line.equals("{\"id\":\"42\"}") || process.waitFor() != 0) {
        throw new IOException("no answer but " + line);
      }
      return now;
    } catch (TimeoutException | ExecutionException e) {
      throw new IOException("no answer", e);
    } finally {
      Processes.kill(process);
    }
  }
}
