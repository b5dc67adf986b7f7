package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The certified OpenID Connect client openid-client, run by Node; skipped where it is missing. */
@ExtendWith(LocalAwsExtension.class)
class NodeOpenIdIT {
  private static NodePackages node;

  @BeforeAll
  static void install() throws Exception {
    node = NodePackages.install("oidc.mjs", "openid-client", "6");
  }

  @Test
  void everyStepOfALoginAndOfAClientsOwnTokensIsAccepted(LocalAws aws) throws Exception {
    LocalUserPool pool = aws.userPool();
    pool.domainUrl();
    String sub = pool.createUser("node-oidc", "Passw0rd", Map.of("email", "node-oidc@example.com"));
    LocalAppClient web = pool.createWebClient("https://app.test/in", "https://app.test/out");
    LocalAppClient machine = pool.createMachineClient("orders/read");

    JsonObject answer =
        node.run(
            aws,
            aws.endpoint().toString(),
            "https://cognito-idp." + aws.region() + ".amazonaws.com/" + pool.id(),
            web.id(),
            String.valueOf(web.secret()),
            machine.id(),
            String.valueOf(machine.secret()),
            "node-oidc",
            "Passw0rd");

    String machineToken = (String) answer.remove("machineToken");
    assertThat(SignedJWT.parse(machineToken).getJWTClaimsSet().getStringClaim("scope"))
        .isEqualTo("orders/read");
    assertThat(answer)
        .isEqualTo(
            new JsonObject()
                .put("email", "node-oidc@example.com")
                .put("sub", sub)
                .put("refreshedSub", sub)
                .put("afterRevocation", "invalid_grant")
                .put("refused", "invalid_scope")
                .put("loggedOut", "https://app.test/out"));
  }
}
