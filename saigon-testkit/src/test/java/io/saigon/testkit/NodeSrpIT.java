package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DeviceType;

/** Amazon's own SRP client for browsers, run by Node; skipped where either is missing. */
@ExtendWith(LocalAwsExtension.class)
class NodeSrpIT {
  private static NodePackages node;
  private static NodePackages devices;

  @BeforeAll
  static void install() throws Exception {
    node = NodePackages.install("srp.js", "amazon-cognito-identity-js", "6.3.15");
    devices = NodePackages.install("devices.js", "amazon-cognito-identity-js", "6.3.15");
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
    JsonObject keys = devices.run(aws, aws.endpoint() + "/", pool, app, "node-device", "Passw0rd!");
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
    List<String> arguments =
        new ArrayList<>(
            List.of(aws.endpoint() + "/", aws.userPool().id(), aws.userPool().clientId()));
    arguments.addAll(List.of(user));
    return node.run(aws, arguments.toArray(String[]::new));
  }
}
