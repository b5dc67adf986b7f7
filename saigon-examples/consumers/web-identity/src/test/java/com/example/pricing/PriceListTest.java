package com.example.pricing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.Saigon;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.testkit.FreshLocalAws;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalAwsExtension;
import io.saigon.testkit.fault.Fault;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The application in a JVM of its own, on the module path, with a pod's environment alone. */
@FreshLocalAws
@ExtendWith(LocalAwsExtension.class)
class PriceListTest {
  /**
   * The whole environment of the process: the pod's variables, and the address of the local AWS.
   */
  private static final List<String> VARIABLES =
      List.of(
          "AWS_ROLE_ARN",
          "AWS_WEB_IDENTITY_TOKEN_FILE",
          "AWS_REGION",
          "AWS_ENDPOINT_URL",
          "AWS_ENDPOINT_URL_S3",
          "AWS_CA_BUNDLE");

  @Test
  void aPodsServiceReadsASecretAndAnObjectOverHttps(LocalAws aws, Saigon saigon) throws Exception {
    prepare(aws, saigon);
    Map<String, String> environment = aws.pod().webIdentityEnvironment();
    assertThat(environment.get("AWS_ENDPOINT_URL")).startsWith("https://");
    assertThat(environment.get("AWS_ENDPOINT_URL_S3")).startsWith("https://");
    Run run = run(aws);
    assertThat(run.output()).as(run.errors()).isEqualTo("tea 2.50 EUR");
    assertThat(run.errors()).contains("AWS credentials come from: web identity token");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void anExpiredTokenEndsTheApplicationWithAMessage(LocalAws aws) throws Exception {
    aws.pod().webIdentityEnvironment();
    aws.clock().advance(Duration.ofDays(2));
    Run run = run(aws);
    assertThat(run.errors()).contains("sts answered ExpiredTokenException");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void aShortOutageOfStsIsRetried(LocalAws aws, Saigon saigon) throws Exception {
    prepare(aws, saigon);
    aws.faults().next("sts", Fault.error(503, "ServiceUnavailable"));
    Run run = run(aws);
    assertThat(run.output()).as(run.errors()).isEqualTo("tea 2.50 EUR");
    assertThat(aws.faults().pending()).isZero();
  }

  private static void prepare(LocalAws aws, Saigon saigon) throws Exception {
    await(
        aws.load(
            new JsonObject()
                .put("secrets", new JsonObject().put("pricing/currency", "EUR"))
                .put("buckets", new JsonArray().add("prices"))));
    await(
        saigon
            .storage()
            .upload(S3ObjectDescriptor.of("prices", "list.txt"), Buffer.buffer("tea 2.50")));
  }

  private static Run run(LocalAws aws) throws Exception {
    Path target = Path.of("target").toAbsolutePath();
    String modules = target.resolve("classes") + File.pathSeparator + target.resolve("modules");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--module-path",
            modules,
            "--module",
            "com.example.pricing/com.example.pricing.PriceList");
    builder.command().addAll(List.of("pricing/currency", "prices", "list.txt"));
    builder.environment().clear();
    builder.environment().putAll(aws.pod().webIdentityEnvironment());
    builder.environment().keySet().retainAll(VARIABLES);
    Path errors = target.resolve("errors.txt");
    Process process = builder.redirectError(errors.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, SECONDS)).isTrue();
    return new Run(process.exitValue(), output.strip(), Files.readString(errors));
  }

  private static <T> void await(Future<T> future) throws Exception {
    future.toCompletionStage().toCompletableFuture().get(120, SECONDS);
  }

  private record Run(int exitCode, String output, String errors) {}
}
