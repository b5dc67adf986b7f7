package io.saigon.testkit;

import static io.saigon.testkit.JsonCalls.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Passwords that a pool's policy forbids, in every operation. */
@ExtendWith(LocalAwsExtension.class)
class PasswordRulesIT {
  private static final String GOOD = "Passw0rd!";

  private final String user = "user-" + UUID.randomUUID();
  private JsonCalls calls;

  @BeforeEach
  void makeAStrictPool(LocalAws aws) {
    calls = new JsonCalls(aws, "cognito-idp").with("user", user).with("good", GOOD);
    JsonObject pool = calls.answer("CreateUserPool", "{'PoolName':'strict'}");
    calls.with("pool", pool.getJsonObject("UserPool").getString("Id"));
    String app =
        calls
            .answer(
                "CreateUserPoolClient",
                "{'UserPoolId':'$pool','ClientName':'c','ExplicitAuthFlows':['ALLOW_USER_PASSWORD_AUTH']}")
            .getJsonObject("UserPoolClient")
            .getString("ClientId");
    calls.with("app", app);
    calls.answer(
        "AdminCreateUser",
        "{'UserPoolId':'$pool','Username':'$user','TemporaryPassword':'$good','UserAttributes':"
            + "[{'Name':'email','Value':'a@example.com'},{'Name':'email_verified','Value':'true'}]}");
  }

  @ParameterizedTest
  @CsvSource({
    "Shor1!, Password not long enough",
    "NoSymb0ls, Password must have symbol characters",
    "no-upper-case1, Password must have uppercase characters",
    "NO-LOWER-CASE1, Password must have lowercase characters",
    "No-number, Password must have numeric characters"
  })
  void aPasswordAgainstThePolicyIsRefusedByEveryOperation(String bad, String why) {
    calls.with("bad", bad);
    refuses("AdminCreateUser", "'Username':'other','TemporaryPassword':'$bad'", why);
    refuses("AdminSetUserPassword", "'Username':'$user','Password':'$bad'", why);
    refuses("SignUp", "'Username':'other','Password':'$bad'", why);
    refuses(
        "ConfirmForgotPassword",
        "'Username':'$user','ConfirmationCode':'123456','Password':'$bad'",
        why);
    String session = login("$good").getString("Session");
    String answer =
        "'ChallengeName':'NEW_PASSWORD_REQUIRED','Session':'"
            + session
            + "','ChallengeResponses':{'USERNAME':'$user','NEW_PASSWORD':'$new'}";
    refuses("RespondToAuthChallenge", answer.replace("$new", "$bad"), why);
    String token =
        calls
            .answer("RespondToAuthChallenge", request(answer.replace("$new", "$good")))
            .getJsonObject("AuthenticationResult")
            .getString("AccessToken");
    refuses(
        "ChangePassword",
        "'AccessToken':'" + token + "','PreviousPassword':'$good','ProposedPassword':'$bad'",
        why);
    assertThat(login("$good").getJsonObject("AuthenticationResult")).isNotNull();
    calls.assertRefused(
        "AdminGetUser",
        request("'Username':'other'"),
        "UserNotFoundException",
        "User does not exist.");
  }

  @Test
  void aChangeOfPasswordNeedsThePreviousOne(LocalAws aws) {
    aws.userPool().createUser(user, "Passw0rd");
    String token = CognitoUsers.login(aws, user, "Passw0rd").accessToken();
    String change =
        "{'AccessToken':'" + token + "','PreviousPassword':'$old','ProposedPassword':'Passw0rd2'}";
    assertRefused(
        calls.unsigned("ChangePassword", change.replace("$old", "Passw0rd2")),
        "NotAuthorizedException",
        "Incorrect username or password.");
    assertThat(CognitoUsers.login(aws, user, "Passw0rd")).isNotNull();
    assertThat(calls.unsigned("ChangePassword", change.replace("$old", "Passw0rd")).statusCode())
        .isEqualTo(200);
    assertThat(CognitoUsers.login(aws, user, "Passw0rd2")).isNotNull();
  }

  private JsonObject login(String password) {
    return calls.answer(
        "InitiateAuth",
        request(
            "'AuthFlow':'USER_PASSWORD_AUTH','AuthParameters':{'USERNAME':'$user','PASSWORD':'"
                + password
                + "'}"));
  }

  private void refuses(String operation, String members, String why) {
    calls.assertRefused(
        operation,
        request(members),
        "InvalidPasswordException",
        "Password did not conform with policy: " + why);
  }

  private static String request(String members) {
    return "{'UserPoolId':'$pool','ClientId':'$app'," + members + "}";
  }
}
