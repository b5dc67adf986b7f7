package io.saigon.cognito.idp;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.cognito.Challenge.CodeRequired;
import io.saigon.api.cognito.ChallengeRequiredException;
import io.saigon.api.cognito.CognitoCallContext;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.LoginFlow;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.cognito.fixture.ScriptedCognito;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Data for triggers, threat protection and analytics. */
class CallContextIT {
  private static final CognitoCallContext CONTEXT =
      CognitoCallContext.of(Map.of("tenant", "canary-red"))
          .withDevice("203.0.113.9", "fingerprint")
          .withAnalyticsEndpointId("endpoint-1");

  private final ScriptedCognito cognito = new ScriptedCognito();
  private final CognitoClient plain =
      cognito.client(ScriptedCognito.CONFIG.withLoginFlow(LoginFlow.PASSWORD));
  private final CognitoClient client = plain.withCallContext(CONTEXT);

  @AfterEach
  void stop() {
    cognito.close();
  }

  @Test
  void aLoginAndItsAnswerCarryIt() {
    cognito.challenges("SMS_MFA", new JsonObject().put("USER_ID_FOR_SRP", "ann")).givesTokens();
    CodeRequired code =
        (CodeRequired)
            failure(
                    ChallengeRequiredException.class,
                    client.openSession(LoginRequest.of("ann", "Canary-Pass-1")))
                .challenge();
    await(client.answerChallenge(code.answer("123456")));
    assertThat(cognito.requests).hasSize(2);
    for (ScriptedCognito.Request request : cognito.requests) {
      assertThat(request.body().getJsonObject("ClientMetadata").getString("tenant"))
          .isEqualTo("canary-red");
      assertThat(request.body().getJsonObject("UserContextData"))
          .isEqualTo(
              new JsonObject().put("IpAddress", "203.0.113.9").put("EncodedData", "fingerprint"));
      assertThat(request.body().getJsonObject("AnalyticsMetadata").getString("AnalyticsEndpointId"))
          .isEqualTo("endpoint-1");
    }
    assertThat(CONTEXT.toString()).contains("tenant").doesNotContain("canary", "203.0", "finger");
  }

  @Test
  void callsWithoutItStayWithout() {
    cognito.givesTokens();
    await(plain.loginUser("ann", "Canary-Pass-1"));
    assertThat(cognito.requests.get(0).body().fieldNames())
        .doesNotContain("ClientMetadata", "UserContextData", "AnalyticsMetadata");
  }

  @Test
  void messagesAndAdministrationCarryIt() {
    cognito.responds(
        new JsonObject()
            .put(
                "CodeDeliveryDetails",
                new JsonObject().put("DeliveryMedium", "EMAIL").put("Destination", "a***")));
    await(client.forgotPassword("ann"));
    cognito.responds(new JsonObject());
    await(client.updateUserAttributes("ann", Map.of("name", "Ann")));
    assertThat(cognito.requests)
        .hasSize(2)
        .allSatisfy(r -> assertThat(r.body().getJsonObject("ClientMetadata")).isNotNull());
  }
}
