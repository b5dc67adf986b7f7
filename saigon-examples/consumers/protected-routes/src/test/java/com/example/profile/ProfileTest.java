package com.example.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.Saigon;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalAwsExtension;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The local AWS is here, on the class path; the service in a JVM of its own, all modules. */
@ExtendWith(LocalAwsExtension.class)
class ProfileTest {
  @Test
  void aServiceOnTheModulePathAuthenticatesItsCallersByTheirTokens(LocalAws aws, Saigon saigon)
      throws Exception {
    CognitoClientConfig pool = aws.userPool().clientConfig();
    aws.userPool().createUser("ann", "Some-Pass-1");
    String token =
        saigon
            .cognito(pool)
            .loginUser("ann", "Some-Pass-1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(30, SECONDS)
            .accessToken();
    Path errors = Path.of("target", "errors.txt").toAbsolutePath();
    Process service = start(aws, pool, errors);
    try (BufferedReader output = service.inputReader(UTF_8)) {
      String port = output.readLine();
      assertThat(port).as(Files.readString(errors)).isNotNull();
      URI me = URI.create("http://127.0.0.1:" + port + "/me");

      HttpURLConnection known = get(me, "Bearer " + token);
      HttpURLConnection unknown = get(me, "Bearer " + token + "x");

      assertThat(known.getInputStream()).hasContent("ann");
      assertThat(unknown.getResponseCode()).isEqualTo(401);
      service.getOutputStream().close();
      assertThat(service.waitFor(30, SECONDS)).isTrue();
      assertThat(Files.readString(errors)).doesNotContain("SLF4J(", "SEVERE", token);
    } finally {
      service.destroyForcibly();
    }
  }

  private static Process start(LocalAws aws, CognitoClientConfig pool, Path errors)
      throws IOException {
    Path target = Path.of("target").toAbsolutePath();
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--module-path",
            target.resolve("classes") + File.pathSeparator + target.resolve("modules"),
            "--module",
            "com.example.profile/com.example.profile.Profile",
            pool.userPoolId(),
            pool.clientId());
    builder.environment().putAll(aws.environment());
    return builder.redirectError(errors.toFile()).start();
  }

  private static HttpURLConnection get(URI uri, String authorization) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setRequestProperty("Authorization", authorization);
    return connection;
  }
}
