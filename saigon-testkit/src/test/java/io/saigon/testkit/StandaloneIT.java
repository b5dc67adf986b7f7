package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The program in one file, and processes of it. */
@Timeout(120)
class StandaloneIT {
  private static final Path JAR = Path.of(System.getProperty("standalone.jar"));

  private record Ended(int code, String output) {}

  @Test
  void aFlowIsFollowedThroughAProcessOfItsOwn() throws Exception {
    JsonObject fixture = new JsonObject().put("secrets", new JsonObject().put("orders/db", "x"));
    try (LocalAwsProcess aws = LocalAwsProcess.start(LocalAwsOptions.defaults(), JAR, fixture);
        var users = client(CognitoIdentityProviderClient.builder(), aws);
        var secrets = client(SecretsManagerClient.builder(), aws);
        var s3 = client(S3Client.builder().endpointOverride(aws.s3Endpoint()), aws)) {
      String pool = aws.environment().get("COGNITO_CLIENT_ID");
      users.signUp(
          r ->
              r.clientId(pool)
                  .username("ann")
                  .password("Passw0rd")
                  .userAttributes(a -> a.name("email").value("ann@example.com")));
      String code = new JsonObject(get(aws, "code?username=ann").body()).getString("code");
      users.confirmSignUp(r -> r.clientId(pool).username("ann").confirmationCode(code));
      assertThat(secrets.getSecretValue(r -> r.secretId("orders/db")).secretString())
          .isEqualTo("x");
      s3.createBucket(r -> r.bucket("orders"));
      s3.putObject(r -> r.bucket("orders").key("a"), RequestBody.fromString("tea"));
      assertThat(s3.getObjectAsBytes(r -> r.bucket("orders").key("a")).asUtf8String())
          .isEqualTo("tea");
      assertThat(get(aws, "health").body()).contains("UP");
      assertThat(aws.saigonOptions().endpoint()).isEqualTo(aws.endpoint());
      assertThat(aws.isAlive()).isTrue();
      aws.close();
      assertThat(aws.isAlive()).isFalse();
      assertThatThrownBy(() -> aws.caCertificate()).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void theClassPathOfTheTestsServesAsWell() throws Exception {
    LocalAwsOptions options = LocalAwsOptions.defaults().withPlainHttp().withSeed(3);
    try (LocalAwsProcess aws = LocalAwsProcess.start(options.withRegion("eu-central-1"))) {
      assertThat(aws.region()).isEqualTo("eu-central-1");
      assertThat(aws.endpoint()).hasScheme("http");
      assertThat(get(aws, "health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aProcessThatDoesNotStartSaysWhy() {
    LocalAwsOptions options = LocalAwsOptions.defaults();
    assertThatThrownBy(
            () ->
                LocalAwsProcess.start(
                    options, JAR, new JsonObject().put("colours", new JsonObject())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the fixture has no member colours");
    Clock other = Clock.system(ZoneOffset.ofHours(3));
    assertThatThrownBy(() -> LocalAwsProcess.start(options.withClock(other)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void itSaysItsOptionsAndItsVersion() throws Exception {
    assertThat(run("--help"))
        .satisfies(
            help -> {
              assertThat(help.code()).isZero();
              assertThat(help.output()).contains("--port NUMBER", "--https", "# Ready.");
            });
    assertThat(run("--version").output()).matches("saigon-testkit \\d+\\.\\d+\\.\\d+\\S*\\s+");
  }

  @Test
  void aTakenPortIsNamedInOneSentence() throws Exception {
    int first = FreePorts.first();
    try (ServerSocket taken = new ServerSocket(first + 1, 1, InetAddress.getByName("127.0.0.1"))) {
      Ended ended = run("--port", String.valueOf(first));
      assertThat(taken.isBound()).isTrue();
      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.output().strip().lines())
          .singleElement()
          .asString()
          .startsWith(
              "The local AWS did not start: Port %d of 127.0.0.1, for S3, cannot"
                  .formatted(first + 1));
    }
  }

  @ParameterizedTest
  @CsvSource({"60000, Serial", "4000, Serial", "4000, G1"})
  void anExhaustedHeapEndsTheProcessWithASentence(int size, String collector) throws Exception {
    Process process = start(List.of("-Xmx32m", "-XX:+Use%sGC".formatted(collector)), List.of());
    try (BufferedReader out = process.inputReader()) {
      String endpoint = "";
      for (String line = out.readLine(); !line.startsWith("# Ready."); line = out.readLine()) {
        endpoint = line.startsWith("export AWS_ENDPOINT_URL=") ? line : endpoint;
      }
      fill(endpoint.substring(endpoint.indexOf('=') + 1), size, process);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(3);
      assertThat(out.lines().collect(Collectors.joining("\n"))).contains("it is out of memory");
    } finally {
      process.destroyForcibly();
    }
  }

  /** Sends fixtures until the process is gone. */
  private static void fill(String endpoint, int size, Process process) throws InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    String value = "x".repeat(size);
    for (int i = 0; process.isAlive() && i < 10_000; i++) {
      JsonObject secrets = new JsonObject();
      for (int j = 0; j < 16; j++) {
        secrets.put("fill/" + i + "/" + j, value);
      }
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(endpoint + "/_saigon/fixture"))
              .timeout(Duration.ofSeconds(60))
              .header("Content-Type", "application/json")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      new JsonObject().put("secrets", secrets).encode()))
              .build();
      try {
        client.send(request, HttpResponse.BodyHandlers.discarding());
      } catch (IOException e) {
        // It has ended.
        return;
      }
    }
  }

  @Test
  void itsClassesComeFromAnArchiveThatAnEarlierRunLeft(@TempDir Path directory) throws Exception {
    Path archive = directory.resolve("local-aws.jsa");
    String use = "-XX:SharedArchiveFile=" + archive;
    // Of JDK 19, which makes the archive anew for another JDK.
    List<String> making =
        Runtime.version().feature() < 19
            ? List.of("-XX:ArchiveClassesAtExit=" + archive)
            : List.of("-XX:+AutoCreateSharedArchive", use);
    startAndStop(making);
    assertThat(startAndStop(List.of(use, "-Xlog:class+load")))
        .containsPattern("io.saigon.testkit.LocalAwsMain source: shared objects file \\(top\\)");
  }

  /** Returns what a process printed that started and was then asked to end. */
  private static String startAndStop(List<String> jvm) throws Exception {
    Process process = start(jvm, List.of());
    StringBuilder output = new StringBuilder();
    try (BufferedReader out = process.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        output.append(line).append('\n');
        if (line.startsWith("# Ready.")) {
          // Process.destroy would close the stream, too.
          process.toHandle().destroy();
        }
      }
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return output.toString();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void theFileHasNoPartThatIsForTestsAlone() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      List<String> names = jar.stream().map(ZipEntry::getName).toList();
      assertThat(names)
          .noneMatch(name -> name.matches("org/(junit|postgresql)/.*|io/zonky/.*"))
          .noneMatch(name -> name.endsWith("module-info.class"))
          .noneMatch(name -> name.matches("META-INF/[^/]+\\.(SF|DSA|RSA)"))
          .contains("META-INF/LICENSE", "META-INF/LICENSE.txt", "META-INF/NOTICE")
          .doesNotHaveDuplicates();
      assertThat(jar.getManifest().getMainAttributes().getValue("Multi-Release")).isEqualTo("true");
    }
  }

  private static Ended run(String... options) throws Exception {
    Process process = start(List.of(), List.of(options));
    try (BufferedReader out = process.inputReader()) {
      String output = out.lines().collect(Collectors.joining("\n", "", "\n"));
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new Ended(process.exitValue(), output);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(List<String> jvm, List<String> options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(List.of("-jar", JAR.toString(), "--stop-with-parent"));
    command.addAll(options);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static HttpResponse<String> get(LocalAwsProcess aws, String view) throws Exception {
    HttpClient client =
        aws.endpoint().getScheme().equals("https")
            ? Trust.client(aws.trustStore())
            : HttpClient.newHttpClient();
    return client.send(
        HttpRequest.newBuilder(aws.inspection().resolve(view)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, LocalAwsProcess aws) {
    if (!(builder instanceof S3ClientBuilder)) {
      builder.endpointOverride(aws.endpoint());
    }
    return builder
        .region(Region.of(aws.region()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(aws.accessKeyId(), aws.secretAccessKey())))
        .httpClientBuilder(Trust.sdkClient(aws.trustStore()))
        .build();
  }
}
