package com.example.reporter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalAwsExtension;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The local AWS is here, on the class path; the application in a JVM of its own, all modules. */
@ExtendWith(LocalAwsExtension.class)
class ReporterTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  @Test
  void anApplicationOnTheModulePathReadsASecretAndCallsSigned(LocalAws aws) throws Exception {
    aws.gateway().route("/orders", orders());
    aws.createSecret(
        "reporter/api-key",
        new JsonObject()
            .put("url", aws.gateway().url().toString())
            .put("accessKeyId", aws.accessKeyId())
            .put("secretAccessKey", aws.secretAccessKey())
            .encode());

    Run run = run(aws, "reporter/api-key");

    assertThat(run.output())
        .as(run.errors())
        .isEqualTo("2 orders, 42.50 in all (module com.example.reporter, aws-secrets-manager)");
    assertThat(run.exitCode()).isZero();
    assertThat(run.errors())
        .as("a logger is there, although Vert.x manages it as one for tests")
        .doesNotContain("SLF4J(");
  }

  @Test
  void aMissingSecretEndsTheApplicationWithAMessage(LocalAws aws) throws Exception {
    Run run = run(aws, "reporter/none");

    assertThat(run.errors()).contains("NotFoundException").contains("reporter/none");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  private URI orders() throws Exception {
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request
                        .response()
                        .end("[{\"id\":\"a\",\"amount\":40.00},{\"id\":\"b\",\"amount\":2.50}]"));
    return URI.create("http://127.0.0.1:" + await(server.listen(0, "127.0.0.1")).actualPort());
  }

  private static Run run(LocalAws aws, String... arguments) throws Exception {
    Path target = Path.of("target").toAbsolutePath();
    String modules = target.resolve("classes") + File.pathSeparator + target.resolve("modules");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djavax.net.ssl.trustStore=" + trustStore(aws),
            "-Djavax.net.ssl.trustStorePassword=changeit",
            "--module-path",
            modules,
            "--module",
            "com.example.reporter/com.example.reporter.Reporter");
    builder.command().addAll(List.of(arguments));
    builder.environment().putAll(aws.environment());
    Path errors = target.resolve("errors.txt");
    Process process = builder.redirectError(errors.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, SECONDS)).isTrue();
    return new Run(process.exitValue(), output.strip(), Files.readString(errors));
  }

  /** The authority of the gateway, which a plain REST client takes from the JVM. */
  private static Path trustStore(LocalAws aws) throws Exception {
    Path file = Path.of("target", "authorities.p12").toAbsolutePath();
    try (OutputStream out = Files.newOutputStream(file)) {
      aws.trustStore().store(out, "changeit".toCharArray());
    }
    return file;
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, SECONDS);
  }

  private record Run(int exitCode, String output, String errors) {}
}
