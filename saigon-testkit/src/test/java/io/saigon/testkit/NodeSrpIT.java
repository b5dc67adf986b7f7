package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
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
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DeviceType;

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
    for (String script : List.of("srp.js", "devices.js")) {
      Files.copy(
          resource(script),
          DIRECTORY.resolve(script),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
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

  @Test
  void aKnownDeviceIsProvedAndItsTokensRefreshed(LocalAws aws) throws Exception {
    CognitoIdentityProviderClient client = Clients.userPools(aws);
    String pool =
        client
            .createUserPool(
                r ->
                    r.poolName("node")
                        .deviceConfiguration(d -> d.deviceOnlyRememberedOnUserPrompt(false)))
            .userPool()
            .id();
    String app =
        client
            .createUserPoolClient(r -> r.userPoolId(pool).clientName("node"))
            .userPoolClient()
            .clientId();
    client.adminCreateUser(r -> r.userPoolId(pool).username("node-device"));
    client.adminSetUserPassword(
        r -> r.userPoolId(pool).username("node-device").password("Passw0rd!").permanent(true));
    JsonObject keys = run(aws, "devices.js", pool, app, "node-device", "Passw0rd!");
    String key = keys.getString("first");
    assertThat(keys.getMap())
        .as(keys.encode())
        .containsOnly(entry("first", key), entry("refreshed", key), entry("second", key));
    assertThat(client.adminListDevices(r -> r.userPoolId(pool).username("node-device")).devices())
        .singleElement()
        .returns(key, DeviceType::deviceKey);
  }

  private static JsonObject login(LocalAws aws, String... user)
      throws IOException, InterruptedException {
    return run(aws, "srp.js", aws.userPool().id(), aws.userPool().clientId(), user);
  }

  private static JsonObject run(
      LocalAws aws, String script, String pool, String app, String... user)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("node", script, aws.endpoint() + "/", pool, app));
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

  private static Path resource(String script) throws URISyntaxException {
    return Path.of(NodeSrpIT.class.getResource("/" + script).toURI());
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
