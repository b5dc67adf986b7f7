package io.saigon.testkit;

import static io.saigon.testkit.JsonCalls.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers of clients for users who do not exist or may not log in. */
@ExtendWith(LocalAwsExtension.class)
class HiddenUsersIT {
  private static final String INCORRECT = "Incorrect username or password.";

  private final String user = "user-" + UUID.randomUUID();
  private JsonCalls calls;
  private UserPoolCalls users;
  private String open;

  @BeforeEach
  void take(LocalAws aws) {
    users = UserPoolCalls.of(aws);
    aws.userPool().customChallenge(java.util.Map.of(), (who, answer) -> true);
    open =
        users.newApp(
            "ALLOW_USER_PASSWORD_AUTH",
            "ALLOW_USER_SRP_AUTH",
            "ALLOW_CUSTOM_AUTH",
            "ALLOW_ADMIN_USER_PASSWORD_AUTH",
            "ALLOW_REFRESH_TOKEN_AUTH");
    calls =
        new JsonCalls(aws, "cognito-idp")
            .with("pool", users.pool())
            .with("user", "nobody-" + user)
            .with("srpA", new SrpClient(BigInteger.valueOf(12345)).publicA().toString(16));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "InitiateAuth | 'AuthFlow':'USER_PASSWORD_AUTH','AuthParameters':{'USERNAME':'$user','PASSWORD':'x'} | NotAuthorizedException | User does not exist.",
        "InitiateAuth | 'AuthFlow':'USER_SRP_AUTH','AuthParameters':{'USERNAME':'$user','SRP_A':'$srpA'} | none | User does not exist.",
        "InitiateAuth | 'AuthFlow':'CUSTOM_AUTH','AuthParameters':{'USERNAME':'$user'} | none | User does not exist.",
        "AdminInitiateAuth | 'AuthFlow':'ADMIN_USER_PASSWORD_AUTH','AuthParameters':{'USERNAME':'$user','PASSWORD':'x'} | NotAuthorizedException | User does not exist.",
        "ForgotPassword | 'Username':'$user' | none | Username/client id combination not found.",
        "ResendConfirmationCode | 'Username':'$user' | none | Username/client id combination not found.",
        "ConfirmSignUp | 'Username':'$user','ConfirmationCode':'1' | ExpiredCodeException | Username/client id combination not found.",
        "ConfirmForgotPassword | 'Username':'$user','ConfirmationCode':'1','Password':'Passw0rd' | ExpiredCodeException | Username/client id combination not found.",
      })
  void missingUsersAreReportedOnlyByClientsThatDoNotHideThem(
      String operation, String members, String hidden, String message) {
    String request = "{'UserPoolId':'$pool', 'ClientId':'$app', " + members + "}";
    calls.with("app", open).assertRefused(operation, request, "UserNotFoundException", message);
    calls.with("app", users.app());
    if (hidden.equals("none")) {
      assertThat(calls.answer(operation, request)).isNotNull();
    } else {
      assertRefused(
          calls.signed(operation, request),
          hidden,
          hidden.equals("ExpiredCodeException") ? "please request a code again" : INCORRECT);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "AdminDisableUser, NotAuthorizedException, User is disabled.",
    "AdminResetUserPassword, PasswordResetRequiredException, Password reset required for the user"
  })
  void usersWhoMayNotLogInAreRefusedByEveryFlow(
      String change, String code, String message, LocalAws aws) {
    aws.userPool()
        .createUser(
            user,
            "Passw0rd",
            java.util.Map.of("email", user + "@example.com", "email_verified", "true"));
    String token = users.login(user, "Passw0rd").authenticationResult().refreshToken();
    calls.with("user", user).with("token", token).with("app", users.app());
    calls.answer(change, "{'UserPoolId':'$pool','Username':'$user'}");
    for (String flow :
        new String[] {
          "USER_PASSWORD_AUTH", "CUSTOM_AUTH", "REFRESH_TOKEN_AUTH", "ADMIN_USER_PASSWORD_AUTH"
        }) {
      calls.assertRefused(
          flow.startsWith("ADMIN") ? "AdminInitiateAuth" : "InitiateAuth",
          "{'UserPoolId':'$pool','ClientId':'$app','AuthFlow':'"
              + flow
              + "','AuthParameters':{'USERNAME':'$user','PASSWORD':'Passw0rd','REFRESH_TOKEN':'$token'}}",
          code,
          message);
    }
  }
}
