package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Amazon's own SRP client for browsers, run by Node; skipped where either is missing. */
@ExtendWith(LocalAwsExtension.class)
class NodeSrpIT {
  private static final String LIBRARY = "amazon-cognito-identity-js";
  private static final String VERSION = "6.3.15";
  private static final Path DIRECTORY = Path.of("target", "node").toAbsolutePath();

  @BeforeAll
  static void install() throws Exception {
    assumeTrue(succeeds(List.of("node", "--version"), 10), "Node is not installed");
    if (!Files.exists(DIRECTORY.resolve("node_modules").resolve(LIBRARY))) {
      Files.createDirectories(DIRECTORY);
      assumeTrue(
          succeeds(
              List.of(
                  "npm",
                  "install",
                  "--prefix",
                  DIRECTORY.toString(),
                  "--prefer-offline",
                  "--ignore-scripts",
                  "--no-audit",
                  "--no-fund",
                  LIBRARY + "@" + VERSION),
              60),
          "npm cannot install " + LIBRARY + " within a minute");
    }
    Files.copy(
        script(), DIRECTORY.resolve("srp.js"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void theRightPasswordLogsIn(LocalAws aws) throws Exception {
    String sub = aws.userPool().createUser("node-user", "Passw0rd");
    JsonObject answer = login(aws, "node-user", "Passw0rd");
    assertThat(answer.getString("idToken")).as(answer.encode()).isNotNull();
    assertThat(SignedJWT.parse(answer.getString("idToken")).getJWTClaimsSet().getSubject())
        .isEqualTo(sub);
  }

  @Test
  void aWrongPasswordIsRefused(LocalAws aws) throws Exception {
    aws.userPool().createUser("node-other", "Passw0rd");
    assertThat(login(aws, "node-other", "passw0rD"))
        .isEqualTo(
            new JsonObject()
                .put("code", "NotAuthorizedException")
                .put("message", "Incorrect username or password."));
  }

  @Test
  void aTemporaryPasswordIsReplaced(LocalAws aws) throws Exception {
    Clients.userPools(aws)
        .adminCreateUser(
            r ->
                r.userPoolId(aws.userPool().id())
                    .username("node-new")
                    .temporaryPassword("Temp0rary"));
    assertThat(login(aws, "node-new", "Temp0rary", "Passw0rd").getString("idToken")).isNotNull();
    assertThat(login(aws, "node-new", "Passw0rd").getString("idToken")).isNotNull();
  }

  private static JsonObject login(LocalAws aws, String... user)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "node",
                "srp.js",
                aws.endpoint() + "/",
                aws.userPool().id(),
                aws.userPool().clientId()));
    command.addAll(List.of(user));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(DIRECTORY.toFile()).redirectErrorStream(true);
    builder.environment().put("NODE_EXTRA_CA_CERTS", aws.environment().get("AWS_CA_BUNDLE"));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(output).startsWith("{");
    return new JsonObject(output);
  }

  private static Path script() throws URISyntaxException {
    return Path.of(NodeSrpIT.class.getResource("/srp.js").toURI());
  }

  private static boolean succeeds(List<String> command, int seconds) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor(seconds, TimeUnit.SECONDS)) {
        return process.exitValue() == 0;
      }
      process.destroyForcibly();
      return false;
    } catch (IOException e) {
      return false;
    }
  }
}
