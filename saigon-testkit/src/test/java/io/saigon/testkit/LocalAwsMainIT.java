package io.saigon.testkit;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.testkit.internal.tls.ServerTls;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The local AWS as a program. */
@Timeout(120)
class LocalAwsMainIT {
  private static final String FIXTURE =
      """
      {
        "groups": ["readers"],
        "users": [{
          "username": "ann", "password": "Passw0rd",
          "attributes": {"email": "ann@example.com"}, "groups": ["readers", "writers"]
        }],
        "userPools": [{"name": "other", "id": "eu-central-1_Other0001", "clientId": "known"}],
        "secrets": {"orders/db": {"username": "orders", "password": "geheim"}, "key": "abc"},
        "parameters": {"/app/a": "1", "/app/b": {"type": "SecureString", "value": "2"}},
        "buckets": ["orders"],
        "routes": {"/": "http://127.0.0.1:8080"}
      }
      """;

  @Test
  void itPrintsItsAddressesServesAndStopsOnRequest() throws Exception {
    Process process = start("--region=eu-central-1");
    try (BufferedReader out = process.inputReader()) {
      Map<String, String> exports = exports(out);
      assertThat(exports)
          .containsEntry("AWS_REGION", "eu-central-1")
          .containsKeys(
              "AWS_ENDPOINT_URL_S3",
              "AWS_DEFAULT_REGION",
              "API_GATEWAY_URL",
              "COGNITO_USER_POOL_ID",
              "COGNITO_CLIENT_ID",
              "COGNITO_IDENTITY_POOL_ID")
          .doesNotContainKey("AWS_CA_BUNDLE");
      try (SecretsManagerClient client = client(SecretsManagerClient.builder(), exports)) {
        client.createSecret(r -> r.name("a").secretString("b"));
        assertThat(client.getSecretValue(r -> r.secretId("a")).secretString()).isEqualTo("b");
      }
      process.toHandle().destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(out.readLine()).isNull();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void withTlsItNamesAFileWithItsAuthorityThatExistsWhileItRuns() throws Exception {
    Process process = start("--https");
    try (BufferedReader out = process.inputReader()) {
      Map<String, String> exports = exports(out);
      assertThat(exports.get("AWS_ENDPOINT_URL")).startsWith("https://127.0.0.1:");
      assertThat(exports.get("AWS_ENDPOINT_URL_S3")).startsWith("https://127.0.0.1:");
      assertThat(exports.get("API_GATEWAY_URL")).startsWith("https://127.0.0.1:");
      assertThat(exports.get("HTTP_API_URL")).startsWith("https://127.0.0.1:");
      try (SecretsManagerClient client = client(SecretsManagerClient.builder(), exports);
          S3Client s3 = client(S3Client.builder(), exports)) {
        assertThat(client.listSecrets().secretList()).isEmpty();
        assertThat(s3.listBuckets().buckets()).isEmpty();
      }
      process.toHandle().destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(Path.of(exports.get("AWS_CA_BUNDLE"))).doesNotExist();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aGibibyteOfObjectsIsStoredInASmallHeap() throws Exception {
    Process process = builder(List.of("-Xmx64m")).start();
    try (BufferedReader out = process.inputReader();
        S3Client s3 = client(S3Client.builder(), exports(out))) {
      s3.createBucket(r -> r.bucket("large"));
      byte[] part = new byte[64 << 20];
      new Random(1).nextBytes(part);
      String id = s3.createMultipartUpload(r -> r.bucket("large").key("a")).uploadId();
      List<CompletedPart> parts = new ArrayList<>();
      for (int i = 1; i <= 15; i++) {
        int number = i;
        String etag =
            s3.uploadPart(
                    r -> r.bucket("large").key("a").uploadId(id).partNumber(number),
                    RequestBody.fromBytes(part))
                .eTag();
        parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
      }
      s3.completeMultipartUpload(
          r -> r.bucket("large").key("a").uploadId(id).multipartUpload(m -> m.parts(parts)));
      s3.putObject(r -> r.bucket("large").key("b"), RequestBody.fromBytes(part));
      assertThat(s3.getObjectAsBytes(r -> r.bucket("large").key("a").partNumber(15)).asByteArray())
          .isEqualTo(part);
      assertThat(s3.getObjectAsBytes(r -> r.bucket("large").key("b")).asByteArray())
          .isEqualTo(part);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void portKeysIdsAndContentsCanBeFixed(@TempDir Path directory) throws Exception {
    Path fixture = Files.writeString(directory.resolve("fixture.json"), FIXTURE);
    int port = FreePorts.first();
    String[] options = {
      "--region", "eu-central-1", "--port=" + port, "--seed=7", "--fixture=" + fixture
    };
    Map<String, String> first = run(options);
    assertThat(first)
        .containsEntry("AWS_ENDPOINT_URL", "http://127.0.0.1:" + port)
        .containsEntry("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:" + (port + 1));
    assertThat(run(options)).isEqualTo(first);
  }

  @Test
  void itsGatewayForwardsToBackendsWhoseAuthorityAwsCaBundleNames(@TempDir Path directory)
      throws Exception {
    Vertx vertx = Vertx.vertx();
    ServerTls tls = await(ServerTls.create(vertx, "127.0.0.1"));
    int port =
        await(
                vertx
                    .createHttpServer(tls.configure(new HttpServerOptions()))
                    .requestHandler(request -> request.response().end("forwarded"))
                    .listen(0, "127.0.0.1"))
            .actualPort();
    Path fixture =
        Files.writeString(
            directory.resolve("fixture.json"),
            "{\"routes\": {\"/\": \"https://127.0.0.1:%d\"}}".formatted(port));
    ProcessBuilder builder = builder(List.of("-XX:TieredStopAtLevel=1"), "--fixture=" + fixture);
    builder.environment().put("AWS_CA_BUNDLE", tls.caFile().toString());
    Process process = builder.start();
    try (BufferedReader out = process.inputReader()) {
      Map<String, String> exports = exports(out);
      Wire.Signing keys =
          new Wire.Signing(
              AwsBasicCredentials.create(
                  exports.get("AWS_ACCESS_KEY_ID"), exports.get("AWS_SECRET_ACCESS_KEY")),
              exports.get("AWS_REGION"),
              "execute-api",
              Clock.systemUTC());
      URI order = URI.create(exports.get("API_GATEWAY_URL") + "/order");
      assertThat(Wire.send(Wire.signed(keys, "GET", order, Map.of(), ""), "").body())
          .isEqualTo("forwarded");
    } finally {
      process.destroyForcibly();
      await(tls.close());
      await(vertx.close());
    }
  }

  private static Map<String, String> run(String... options) throws Exception {
    Process process = start(options);
    try (BufferedReader out = process.inputReader()) {
      return checked(exports(out));
    } finally {
      process.destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static Map<String, String> checked(Map<String, String> exports) {
    try (var secrets = client(SecretsManagerClient.builder(), exports);
        var parameters = client(SsmClient.builder(), exports);
        var users = client(CognitoIdentityProviderClient.builder(), exports);
        var s3 = client(S3Client.builder(), exports)) {
      assertThat(secrets.getSecretValue(r -> r.secretId("orders/db")).secretString())
          .isEqualTo("{\"username\":\"orders\",\"password\":\"geheim\"}");
      assertThat(secrets.getSecretValue(r -> r.secretId("key")).secretString()).isEqualTo("abc");
      assertThat(parameters.getParameter(r -> r.name("/app/b").withDecryption(true)).parameter())
          .satisfies(p -> assertThat(p.typeAsString() + p.value()).isEqualTo("SecureString2"));
      assertThat(
              users
                  .initiateAuth(
                      r ->
                          r.authFlow("USER_PASSWORD_AUTH")
                              .clientId(exports.get("COGNITO_CLIENT_ID"))
                              .authParameters(Map.of("USERNAME", "ann", "PASSWORD", "Passw0rd")))
                  .authenticationResult()
                  .idToken())
          .isNotNull();
      assertThat(
              users
                  .describeUserPoolClient(
                      r -> r.userPoolId("eu-central-1_Other0001").clientId("known"))
                  .userPoolClient()
                  .clientName())
          .isEqualTo("app");
      assertThat(s3.listBuckets().buckets()).extracting(b -> b.name()).containsExactly("orders");
    }
    return exports;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--host=0.0.0.0 | can be reached from elsewhere",
        "--port=65533 | port must be 0 (any) or lie between 1 and 65531",
        "--port=99999999999 | port must be 0 (any) or lie between 1 and 65531",
        "--region=Europe | region must look like eu-west-1, but is Europe",
        "--seed=many | --seed must be a number, but is many",
        "--fixture=/nowhere/at/all.json | the fixture /nowhere/at/all.json cannot be read",
        "--fixture=pom.xml | the fixture pom.xml is no JSON object",
      })
  void invalidOptionsAreReportedAndEndTheProgram(String option, String message) throws Exception {
    Process process = start(option);
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.lines()).anyMatch(line -> line.contains(message));
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(1);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(String... options) throws IOException {
    return builder(List.of("-XX:TieredStopAtLevel=1"), options).start();
  }

  private static ProcessBuilder builder(List<String> jvm, String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path")));
    command.addAll(jvm);
    command.add(LocalAwsMain.class.getName());
    command.addAll(List.of(options));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  private static Map<String, String> exports(BufferedReader out) throws IOException {
    Map<String, String> exports = new LinkedHashMap<>();
    List<String> output = new ArrayList<>();
    for (String line = out.readLine(); ; line = out.readLine()) {
      assertThat(line).as("no end of the output before it is ready: %s", output).isNotNull();
      if (line.startsWith("# Ready.")) {
        break;
      }
      if (line.startsWith("export ")) {
        String[] pair = line.substring("export ".length()).split("=", 2);
        exports.put(pair[0], pair[1]);
      } else {
        output.add(line);
      }
    }
    assertThat(output).allMatch(line -> line.startsWith("# "));
    assertThat(output.get(0)).startsWith("# A local AWS for tests, not Amazon's");
    return exports;
  }

  private static KeyStore store(Path authority) {
    try (InputStream in = Files.newInputStream(authority)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, Map<String, String> exports) {
    String endpoint =
        exports.get(
            builder instanceof software.amazon.awssdk.services.s3.S3ClientBuilder
                ? "AWS_ENDPOINT_URL_S3"
                : "AWS_ENDPOINT_URL");
    return builder
        .endpointOverride(URI.create(endpoint))
        .region(Region.of(exports.get("AWS_REGION")))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    exports.get("AWS_ACCESS_KEY_ID"), exports.get("AWS_SECRET_ACCESS_KEY"))))
        .httpClientBuilder(
            exports.containsKey("AWS_CA_BUNDLE")
                ? Trust.sdkClient(store(Path.of(exports.get("AWS_CA_BUNDLE"))))
                : UrlConnectionHttpClient.builder())
        .build();
  }
}
