package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The local AWS as a program. */
class LocalAwsMainIT {
  @Test
  @Timeout(120)
  void itTellsWhereItIsServesAndStopsWhenAsked() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dregion=eu-central-1",
                LocalAwsMain.class.getName())
            .redirectErrorStream(true)
            .start();
    List<String> lines = new ArrayList<>();
    Map<String, String> exports = new LinkedHashMap<>();
    try (BufferedReader out = process.inputReader()) {
      while (!exports.containsKey("API_GATEWAY_URL")) {
        String line = out.readLine();
        assertThat(line).as("output before it is ready").isNotNull();
        lines.add(line);
        if (line.startsWith("export ")) {
          String[] pair = line.substring("export ".length()).split("=", 2);
          exports.put(pair[0], pair[1]);
        }
      }
      assertThat(lines).allMatch(l -> l.startsWith("# ") || l.startsWith("export "));
      try (SecretsManagerClient client = client(exports)) {
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

  private static SecretsManagerClient client(Map<String, String> exports) {
    assertThat(exports)
        .containsEntry("AWS_REGION", "eu-central-1")
        .containsKeys(
            "AWS_ENDPOINT_URL_S3",
            "AWS_DEFAULT_REGION",
            "COGNITO_USER_POOL_ID",
            "COGNITO_CLIENT_ID",
            "COGNITO_IDENTITY_POOL_ID");
    return SecretsManagerClient.builder()
        .endpointOverride(URI.create(exports.get("AWS_ENDPOINT_URL")))
        .region(Region.of(exports.get("AWS_REGION")))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    exports.get("AWS_ACCESS_KEY_ID"), exports.get("AWS_SECRET_ACCESS_KEY"))))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }
}
