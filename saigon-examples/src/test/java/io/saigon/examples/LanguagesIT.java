package io.saigon.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalAwsOptions;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The tests in other languages that the guides show, against a local AWS by its environment alone;
 * each is skipped where its language or the AWS SDK for it is not installed.
 */
class LanguagesIT {
  private static final Path SCRIPTS = Path.of("languages").toAbsolutePath();
  private static final Path OUTPUT = Path.of("target", "languages").toAbsolutePath();
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(30, TimeUnit.SECONDS);
  }

  @Test
  void aTestInPythonPasses() throws Exception {
    assumeTrue(run(List.of("python3", "-c", "import boto3"), Map.of()) == 0, "boto3 is missing");

    passes("python3", SCRIPTS.resolve("orders.py").toString());
  }

  @Test
  void aTestInJavaScriptPasses() throws Exception {
    assumeTrue(run(List.of("npm", "--version"), Map.of()) == 0, "npm is missing");
    // Modules are found beside the script.
    Path script = OUTPUT.resolve("orders.mjs");
    Files.copy(SCRIPTS.resolve("orders.mjs"), script, StandardCopyOption.REPLACE_EXISTING);
    List<String> install =
        List.of(
            "npm",
            "install",
            "--prefix",
            OUTPUT.toString(),
            "--prefer-offline",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "@aws-sdk/client-s3@3");
    assumeTrue(
        Files.exists(OUTPUT.resolve("node_modules/@aws-sdk/client-s3"))
            || run(install, Map.of()) == 0,
        "npm cannot install @aws-sdk/client-s3");

    passes("node", "--test", script.toString());
  }

  @Test
  void aTestInGoPasses() throws Exception {
    assumeTrue(run(List.of("go", "version"), Map.of()) == 0, "Go is missing");
    Path module = Files.createDirectories(OUTPUT.resolve("go"));
    Files.copy(
        SCRIPTS.resolve("orders_test.go"),
        module.resolve("orders_test.go"),
        StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(module.resolve("go.mod"), "module orders\n");
    assumeTrue(
        run(List.of("go", "-C", module.toString(), "mod", "tidy"), Map.of()) == 0,
        "go cannot fetch the AWS SDK");

    passes("go", "-C", module.toString(), "test", "./...");
  }

  private void passes(String... command) throws Exception {
    LocalAws aws =
        LocalAws.start(vertx, LocalAwsOptions.defaults().withPlainHttp())
            .await(30, TimeUnit.SECONDS);
    try {
      int status = run(List.of(command), aws.environment());
      assertThat(status).as(Files.readString(OUTPUT.resolve("output.txt"))).isZero();
    } finally {
      aws.stop().await(30, TimeUnit.SECONDS);
    }
  }

  /** Returns the exit status, or -1 if there is no such program or it does not end. */
  private static int run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Files.createDirectories(OUTPUT);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(OUTPUT.resolve("output.txt").toFile());
    builder.environment().putAll(environment);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return -1;
    }
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      return -1;
    }
    return process.exitValue();
  }
}
