package io.saigon.testkit;

import static io.saigon.testkit.JsonCalls.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;

/**
 * Effects of the deletion of pools, clients and groups, and of time; with a local AWS of its own.
 */
@FreshLocalAws
@ExtendWith(LocalAwsExtension.class)
class EndingsIT {
  private static final String LOGIN =
      "{'ClientId':'$app','AuthFlow':'USER_PASSWORD_AUTH',"
          + "'AuthParameters':{'USERNAME':'ann','PASSWORD':'Passw0rd'}}";

  private LocalAws aws;
  private UserPoolCalls users;
  private JsonCalls calls;
  private AuthenticationResultType tokens;

  @BeforeEach
  void logIn(LocalAws aws) {
    this.aws = aws;
    users = UserPoolCalls.of(aws);
    aws.userPool().createUser("ann", "Passw0rd");
    tokens = users.login("ann", "Passw0rd").authenticationResult();
    calls =
        new JsonCalls(aws, "cognito-idp")
            .with("pool", users.pool())
            .with("app", users.app())
            .with("token", tokens.accessToken())
            .with("refresh", tokens.refreshToken());
  }

  @Test
  void theDeletionOfAPoolEndsAllOfItsContent() {
    calls.answer("DeleteUserPool", "{'UserPoolId':'$pool'}");
    calls.assertRefused(
        "DescribeUserPool", "{'UserPoolId':'$pool'}", "ResourceNotFoundException", "not exist.");
    assertThat(calls.answer("ListUserPools", "{'MaxResults':60}").getJsonArray("UserPools"))
        .isEmpty();
    assertRefused(
        calls.unsigned("InitiateAuth", LOGIN), "ResourceNotFoundException", "does not exist.");
    assertRefused(
        calls.unsigned("GetUser", "{'AccessToken':'$token'}"),
        "NotAuthorizedException",
        "Invalid Access Token");
    assertRefused(
        new JsonCalls(aws, "cognito-identity")
            .unsigned(
                "GetId",
                "{'IdentityPoolId':'"
                    + aws.userPool().identityPoolId()
                    + "','Logins':{'"
                    + CognitoUsers.provider(aws)
                    + "':'"
                    + tokens.idToken()
                    + "'}}"),
        "NotAuthorizedException",
        "Couldn't verify signed token.");
    URI keys = URI.create(aws.endpoint() + "/" + users.pool() + "/.well-known/jwks.json");
    assertThat(Wire.get(keys).statusCode()).isEqualTo(404);
  }

  @Test
  void theDeletionOfAClientEndsItsLogins() {
    calls.answer("DeleteUserPoolClient", "{'UserPoolId':'$pool','ClientId':'$app'}");
    assertRefused(
        calls.unsigned("InitiateAuth", LOGIN), "ResourceNotFoundException", "does not exist.");
    assertRefused(
        calls.unsigned(
            "InitiateAuth",
            "{'ClientId':'$app','AuthFlow':'REFRESH_TOKEN_AUTH',"
                + "'AuthParameters':{'REFRESH_TOKEN':'$refresh'}}"),
        "ResourceNotFoundException",
        "does not exist.");
    assertRefused(
        calls.unsigned("RevokeToken", "{'ClientId':'$app','Token':'$refresh'}"),
        "ResourceNotFoundException",
        "does not exist.");
  }

  @Test
  void theDeletionOfAGroupEndsItsMemberships() {
    aws.userPool().createGroup("readers");
    aws.userPool().addToGroup("ann", "readers");
    calls.answer("DeleteGroup", "{'UserPoolId':'$pool','GroupName':'readers'}");
    aws.userPool().createGroup("readers");
    assertThat(
            calls
                .answer("AdminListGroupsForUser", "{'UserPoolId':'$pool','Username':'ann'}")
                .getJsonArray("Groups"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AdminCreateUser", "AdminSetUserPassword"})
  void aTemporaryPasswordIsValidForSevenDays(String operation) {
    String name = operation.equals("AdminCreateUser") ? "new" : "ann";
    calls.answer(
        operation,
        "{'UserPoolId':'$pool','Username':'"
            + name
            + "','Password':'Passw0rd','TemporaryPassword':'Passw0rd'}");
    aws.clock().advance(Duration.ofDays(7).minusSeconds(10));
    String login = LOGIN.replace("ann", name);
    assertThat(calls.unsigned("InitiateAuth", login).body()).contains("NEW_PASSWORD_REQUIRED");
    aws.clock().advance(Duration.ofSeconds(20));
    assertRefused(
        calls.unsigned("InitiateAuth", login),
        "NotAuthorizedException",
        "Temporary password has expired and must be reset by an administrator.");
    calls.answer(
        "AdminSetUserPassword",
        "{'UserPoolId':'$pool','Username':'" + name + "','Password':'Passw0rd','Permanent':true}");
    assertThat(calls.unsigned("InitiateAuth", login).body()).contains("AccessToken");
  }
}
