package io.saigon.cognito.idp;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.LoginFlow;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.error.ServiceException;
import io.saigon.cognito.fixture.ManualClock;
import io.saigon.cognito.fixture.ScriptedCognito;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Refreshes of tokens, and the expiration of the tokens that a log-in brings. */
class RefreshIT {
  private static final LoginRequest ANN = LoginRequest.of("ann@example.com", "Canary-Pass-1");
  private static final JsonObject REAL_NAME = new JsonObject().put("USER_ID_FOR_SRP", "real-name");

  private final ScriptedCognito cognito = new ScriptedCognito();
  private final CognitoClient client =
      cognito.client(
          ScriptedCognito.CONFIG.withLoginFlow(LoginFlow.PASSWORD).withClientSecret("s3cret"));

  @AfterEach
  void stop() {
    cognito.close();
  }

  @Test
  void aRefreshIsForTheRealNameAndTheDevice() {
    cognito.givesTokens().responds(ScriptedCognito.tokens(null, 3600));
    CognitoTokens tokens = await(client.openSession(ANN).compose(CognitoSession::tokens));
    CognitoTokens refreshed = await(client.refresh(tokens));
    assertThat(refreshed.refreshToken()).isEqualTo("refresh-1");
    assertThat(cognito.requests.get(1).parameters().getMap())
        .containsEntry("REFRESH_TOKEN", "refresh-1")
        .containsEntry("DEVICE_KEY", "device-1")
        .containsEntry("SECRET_HASH", new SecretHash("client1", "s3cret").of("real-name"));
  }

  @Test
  void anAppClientWithTokenRotationIsRefreshedByRotation() {
    cognito
        .givesTokens()
        .refuses("InvalidParameterException", "REFRESH_TOKEN_AUTH is not enabled for the client.")
        .responds(ScriptedCognito.tokens("refresh-2", 3600))
        .responds(ScriptedCognito.tokens("refresh-3", 3600));
    CognitoTokens first = await(client.openSession(ANN).compose(CognitoSession::tokens));
    CognitoTokens second = await(client.refresh(first));
    CognitoTokens third = await(client.refresh(second));
    assertThat(second.refreshToken()).isEqualTo("refresh-2");
    assertThat(third.refreshToken()).isEqualTo("refresh-3");
    assertThat(cognito.requests.stream().map(ScriptedCognito.Request::operation))
        .containsExactly(
            "InitiateAuth",
            "InitiateAuth",
            "GetTokensFromRefreshToken",
            "GetTokensFromRefreshToken");
    assertThat(cognito.requests.get(3).body().getString("RefreshToken")).isEqualTo("refresh-2");
    assertThat(cognito.requests.get(3).body().getString("ClientSecret")).isEqualTo("s3cret");
  }

  @Test
  void aSessionRefusesTokensOfOtherUsers() {
    ManualClock clock = new ManualClock();
    UUID other = UUID.randomUUID();
    cognito.givesTokens().responds(ScriptedCognito.tokens(other.toString(), null, 3600));
    CognitoSession session =
        await(
            cognito
                .client(ScriptedCognito.CONFIG.withLoginFlow(LoginFlow.PASSWORD), clock)
                .openSession(ANN));
    clock.at(Duration.ofHours(2));
    assertThat(failure(ServiceException.class, session.tokens()))
        .hasMessageContaining("another user's tokens")
        .hasMessageNotContaining(other.toString());
  }

  @Test
  void tokensExpireWithTheFirstOfThem() {
    JsonObject answer = ScriptedCognito.tokens("refresh-1", 600);
    answer.getJsonObject("AuthenticationResult").put("ExpiresIn", 3600);
    cognito.responds(answer);
    assertThat(await(client.openSession(ANN).compose(CognitoSession::tokens)).expiration())
        .isBefore(Instant.now().plusSeconds(601))
        .isAfter(Instant.now().plusSeconds(570));
  }
}
