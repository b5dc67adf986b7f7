package io.saigon.cognito.idp;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.LoginFlow;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceException;
import io.saigon.api.error.ThrottledException;
import io.saigon.cognito.fixture.ScriptedCognito;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors of the user pool, as callers see them. */
class CognitoErrorsIT {
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
  void anAnswerWithoutTokensOrChallengeIsAnError() {
    JsonObject noToken = ScriptedCognito.tokens("refresh-1", 600);
    noToken.getJsonObject("AuthenticationResult").put("IdToken", "canary");
    JsonObject noUser = ScriptedCognito.tokens("canary", "refresh-1", 600);
    for (JsonObject answer : List.of(new JsonObject(), noToken, noUser)) {
      cognito.responds(answer);
      assertThat(failure(ServiceException.class, client.openSession(ANN)))
          .hasMessageContaining("neither a challenge nor tokens")
          .hasMessageNotContaining("canary");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NotAuthorizedException | Incorrect username or password. | BAD_CREDENTIALS",
        "NotAuthorizedException | Password attempts exceeded | TOO_MANY_ATTEMPTS",
        "NotAuthorizedException | User is disabled. | USER_DISABLED",
        "NotAuthorizedException | Temporary password has expired and must be reset by an administrator. | PASSWORD_RESET_REQUIRED",
        "NotAuthorizedException | Unable to verify secret hash for client x | NOT_ALLOWED",
        "NotAuthorizedException | Client x is configured for secret but secret was not received | NOT_ALLOWED",
        "NotAuthorizedException | Invalid session for the user, session is expired. | SESSION_EXPIRED",
        "NotAuthorizedException | Something new | BAD_CREDENTIALS",
        "LimitExceededException | Attempt limit exceeded, please try after some time. | TOO_MANY_ATTEMPTS",
        "UserNotFoundException | User does not exist. | USER_NOT_FOUND",
        "PasswordResetRequiredException | Password reset required for the user | PASSWORD_RESET_REQUIRED",
        "UserLambdaValidationException | PreAuthentication failed with error no. | NOT_ALLOWED",
        "InvalidParameterException | USER_PASSWORD_AUTH flow not enabled for this client | NOT_ALLOWED"
      })
  void errorsHaveTypedReasons(String code, String message, Reason reason) {
    cognito.refuses(code, message);
    AuthenticationException refused =
        failure(AuthenticationException.class, client.openSession(ANN));
    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.serviceError().errorCode()).isEqualTo(code);
  }

  @Test
  void throttlingIsNotAnAuthenticationFailure() {
    for (int attempt = 0; attempt < 10; attempt++) {
      cognito.refuses("TooManyRequestsException", "Rate exceeded");
    }
    assertThat(failure(SaigonException.class, client.openSession(ANN)))
        .isInstanceOf(ThrottledException.class);
  }

  @Test
  void throttledAndBrokenCallsAreRetried() {
    cognito.refuses("TooManyRequestsException", "Rate exceeded").disconnects().givesTokens();
    assertThat(await(client.openSession(ANN)).userId()).isEqualTo(ScriptedCognito.USER);
  }
}
