package io.saigon.cognito.idp;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.saigon.api.cognito.Challenge;
import io.saigon.api.cognito.Challenge.CodeRequired;
import io.saigon.api.cognito.Challenge.NewPasswordRequired;
import io.saigon.api.cognito.ChallengeRequiredException;
import io.saigon.api.cognito.CodeMedium;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.LoginFlow;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.ServiceException;
import io.saigon.cognito.fixture.ScriptedCognito;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Log-ins that the user pool answers with challenges. */
class ChallengesIT {
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

  @ParameterizedTest
  @CsvSource({
    "SMS_MFA, SMS, SMS_MFA_CODE",
    "SOFTWARE_TOKEN_MFA, TOTP, SOFTWARE_TOKEN_MFA_CODE",
    "EMAIL_OTP, EMAIL, EMAIL_OTP_CODE"
  })
  void aCodeIsAnsweredForTheRealNameWithTheSecretHash(
      String name, CodeMedium medium, String answer) {
    cognito
        .challenges(name, REAL_NAME.copy().put("CODE_DELIVERY_DESTINATION", "+***42"))
        .givesTokens();
    List<Challenge> seen = new ArrayList<>();
    await(
        client.openSession(
            ANN,
            challenge -> {
              seen.add(challenge);
              return Future.succeededFuture(((CodeRequired) challenge).answer("123456"));
            }));
    CodeRequired required = (CodeRequired) seen.get(0);
    assertThat(required.medium()).isEqualTo(medium);
    assertThat(required.destination()).isEqualTo(medium == CodeMedium.TOTP ? "" : "+***42");
    var answered = cognito.requests.get(1);
    assertThat(answered.operation()).isEqualTo("RespondToAuthChallenge");
    assertThat(answered.body().getString("Session")).isEqualTo("canary-session-" + name);
    assertThat(answered.parameters().getString(answer)).isEqualTo("123456");
    assertThat(answered.parameters().getString("USERNAME")).isEqualTo("real-name");
    assertThat(answered.parameters().getString("SECRET_HASH"))
        .isEqualTo(new SecretHash("client1", "s3cret").of("real-name"));
  }

  @Test
  void anUnansweredChallengeCanBeAnsweredLater() {
    cognito.challenges("SMS_MFA", REAL_NAME).givesTokens();
    ChallengeRequiredException required =
        failure(ChallengeRequiredException.class, client.openSession(ANN));
    assertThat(required)
        .hasMessageContaining("SMS")
        .hasMessageContaining("answerChallenge")
        .hasMessageNotContaining("canary");
    assertThat(required.challenge().toString()).doesNotContain("canary");
    CodeRequired challenge = (CodeRequired) required.challenge();
    CognitoTokens tokens = await(client.answerChallenge(challenge.answer("123456")));
    assertThat(tokens.userId()).isEqualTo(ScriptedCognito.USER);
  }

  @Test
  void aWrongCodeCanBeCorrected() {
    cognito
        .challenges("SMS_MFA", REAL_NAME)
        .refuses("CodeMismatchException", "Invalid code or auth state for the user.");
    ChallengeRequiredException required =
        failure(ChallengeRequiredException.class, client.openSession(ANN));
    CodeRequired challenge = (CodeRequired) required.challenge();
    assertThat(
            failure(
                    AuthenticationException.class,
                    client.answerChallenge(challenge.answer("000000")))
                .reason())
        .isEqualTo(Reason.CODE_MISMATCH);
    cognito.givesTokens();
    assertThat(await(client.answerChallenge(challenge.answer("123456"))).userId())
        .isEqualTo(ScriptedCognito.USER);
    assertThat(cognito.requests.get(2).parameters().getString("SMS_MFA_CODE")).isEqualTo("123456");
  }

  @Test
  void attributesRequiredWithANewPasswordAreNamed() {
    JsonObject parameters =
        REAL_NAME
            .copy()
            .put("requiredAttributes", "[\"userAttributes.family_name\",\"userAttributes.email\"]");
    cognito.challenges("NEW_PASSWORD_REQUIRED", parameters).givesTokens();
    ChallengeRequiredException required =
        failure(ChallengeRequiredException.class, client.openSession(ANN.withNewPassword("New-1")));
    assertThat(required).hasMessageContaining("[email, family_name]");
    NewPasswordRequired challenge = (NewPasswordRequired) required.challenge();
    await(
        client.answerChallenge(
            challenge.answer("New-Pass-1", Map.of("family_name", "Lee", "email", "a@b.c"))));
    assertThat(cognito.requests.get(1).parameters().getMap())
        .containsEntry("NEW_PASSWORD", "New-Pass-1")
        .containsEntry("userAttributes.family_name", "Lee");
  }

  @Test
  void challengesFollowEachOtherUntilTokensCome() {
    cognito
        .challenges("NEW_PASSWORD_REQUIRED", REAL_NAME.copy().put("requiredAttributes", "[]"))
        .challenges(
            "SELECT_MFA_TYPE",
            REAL_NAME.copy().put("MFAS_CAN_CHOOSE", "[\"SMS_MFA\",\"SOFTWARE_TOKEN_MFA\"]"))
        .challenges("SOFTWARE_TOKEN_MFA", REAL_NAME)
        .givesTokens();
    List<String> seen = new ArrayList<>();
    await(
        client.openSession(
            ANN.withNewPassword("New-Pass-1"),
            challenge -> {
              seen.add(challenge.name());
              return Future.succeededFuture(
                  challenge instanceof CodeRequired code
                      ? code.answer("123456")
                      : ((Challenge.MfaTypeRequired) challenge).answer(CodeMedium.TOTP));
            }));
    assertThat(seen).containsExactly("SELECT_MFA_TYPE", "SOFTWARE_TOKEN_MFA");
    assertThat(cognito.requests.get(2).parameters().getString("ANSWER"))
        .isEqualTo("SOFTWARE_TOKEN_MFA");
  }

  @Test
  void customChallengesNeedNoPassword() {
    cognito.challenges("CUSTOM_CHALLENGE", REAL_NAME.copy().put("question", "6*7?")).givesTokens();
    await(
        client.openSession(
            LoginRequest.withoutPassword("ann"),
            challenge -> {
              Challenge.Other custom = (Challenge.Other) challenge;
              assertThat(custom.parameters()).containsEntry("question", "6*7?");
              return Future.succeededFuture(custom.answer("42"));
            }));
    assertThat(cognito.requests.get(0).body().getString("AuthFlow")).isEqualTo("CUSTOM_AUTH");
    assertThat(cognito.requests.get(0).parameters().fieldNames())
        .containsExactlyInAnyOrder("USERNAME", "SECRET_HASH");
    assertThat(cognito.requests.get(1).parameters().getString("ANSWER")).isEqualTo("42");
  }

  @Test
  void customChallengesFollowThePassword() {
    CognitoClient srp =
        cognito.client(ScriptedCognito.CONFIG.withLoginFlow(LoginFlow.SRP_AND_CUSTOM));
    cognito
        .challenges("PASSWORD_VERIFIER", srpParameters("f00dbabe".repeat(90)))
        .challenges("CUSTOM_CHALLENGE", REAL_NAME)
        .givesTokens();
    await(
        srp.openSession(
            ANN, challenge -> Future.succeededFuture(((Challenge.Other) challenge).answer("42"))));
    JsonObject begun = cognito.requests.get(0).parameters();
    assertThat(begun.getString("CHALLENGE_NAME")).isEqualTo("SRP_A");
    assertThat(begun.getString("SRP_A")).matches("[0-9a-f]{760,768}");
    assertThat(begun.encode()).doesNotContain("Canary-Pass-1");
    assertThat(cognito.requests.get(1).parameters().fieldNames())
        .contains("PASSWORD_CLAIM_SIGNATURE", "PASSWORD_CLAIM_SECRET_BLOCK", "TIMESTAMP");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "", "not hexadecimal", "N"})
  void insecureSrpValuesAreRefused(String publicB) {
    CognitoClient srp = cognito.client(ScriptedCognito.CONFIG);
    String value = publicB.equals("N") ? Srp.N.toString(16) : publicB;
    cognito.challenges("PASSWORD_VERIFIER", srpParameters(value));
    assertThat(failure(ServiceException.class, srp.openSession(ANN)))
        .hasMessageContaining("no log-in may be based on");
    assertThat(cognito.requests).hasSize(1);
  }

  @Test
  void aResponderThatFailsEndsTheLogin() {
    cognito.challenges("SMS_MFA", REAL_NAME);
    IllegalStateException gaveUp =
        failure(
            IllegalStateException.class,
            client.openSession(
                ANN, challenge -> Future.failedFuture(new IllegalStateException("gave up"))));
    assertThat(gaveUp).hasMessage("gave up");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CodeRequired("ann", "session", CodeMedium.SMS, "").answer(""));
  }

  private static JsonObject srpParameters(String publicB) {
    return REAL_NAME
        .copy()
        .put("SRP_B", publicB)
        .put("SALT", "c0ffee1234567890")
        .put("SECRET_BLOCK", "c2VjcmV0");
  }
}
