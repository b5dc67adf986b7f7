package io.saigon.testkit;

import static io.saigon.testkit.JsonCalls.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Secrets and allowed flows of app clients. */
@ExtendWith(LocalAwsExtension.class)
class AppClientIT {
  private final String user = "user-" + UUID.randomUUID();
  private LocalAws aws;
  private UserPoolCalls users;
  private JsonCalls calls;

  @BeforeEach
  void createUser(LocalAws aws) {
    this.aws = aws;
    users = UserPoolCalls.of(aws);
    aws.userPool().createUser(user, "Passw0rd");
    calls =
        new JsonCalls(aws, "cognito-idp")
            .with("pool", users.pool())
            .with("app", users.app())
            .with("secretApp", aws.userPool().secretClientId())
            .with("user", user)
            .with("srpA", new SrpClient(BigInteger.valueOf(12345)).publicA().toString(16))
            .with("hash", users.secretHash(user))
            .with("token", secretLogin());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "InitiateAuth | 'AuthFlow':'USER_PASSWORD_AUTH', 'AuthParameters':{'USERNAME':'$user','PASSWORD':'Passw0rd', 'SECRET_HASH':'$proof'}",
        "InitiateAuth | 'AuthFlow':'USER_SRP_AUTH', 'AuthParameters':{'USERNAME':'$user','SRP_A':'$srpA', 'SECRET_HASH':'$proof'}",
        "InitiateAuth | 'AuthFlow':'CUSTOM_AUTH', 'AuthParameters':{'USERNAME':'$user', 'SECRET_HASH':'$proof'}",
        "InitiateAuth | 'AuthFlow':'REFRESH_TOKEN_AUTH', 'AuthParameters':{'REFRESH_TOKEN':'$token', 'SECRET_HASH':'$proof'}",
        "AdminInitiateAuth | 'UserPoolId':'$pool', 'AuthFlow':'ADMIN_USER_PASSWORD_AUTH', 'AuthParameters':{'USERNAME':'$user','PASSWORD':'Passw0rd', 'SECRET_HASH':'$proof'}",
        "RespondToAuthChallenge | 'ChallengeName':'SMS_MFA', 'ChallengeResponses':{'USERNAME':'$user', 'SECRET_HASH':'$proof'}",
        "RespondToAuthChallenge | 'ChallengeName':'PASSWORD_VERIFIER', 'ChallengeResponses':{'USERNAME':'$user', 'SECRET_HASH':'$proof'}",
        "AdminRespondToAuthChallenge | 'UserPoolId':'$pool', 'ChallengeName':'NEW_PASSWORD_REQUIRED', 'ChallengeResponses':{'USERNAME':'$user', 'SECRET_HASH':'$proof'}",
        "SignUp | 'Username':'$user', 'Password':'Passw0rd', 'SecretHash':'$proof'",
        "ConfirmSignUp | 'Username':'$user', 'ConfirmationCode':'123456', 'SecretHash':'$proof'",
        "ResendConfirmationCode | 'Username':'$user', 'SecretHash':'$proof'",
        "ForgotPassword | 'Username':'$user', 'SecretHash':'$proof'",
        "ConfirmForgotPassword | 'Username':'$user', 'Password':'Passw0rd', 'ConfirmationCode':'123456', 'SecretHash':'$proof'",
      })
  void aClientWithASecretSendsItsHashInEachCall(String operation, String members) {
    String request = "{'ClientId':'$secretApp', " + members + "}";
    assertRefused(
        calls.signed(
            operation, request.replaceFirst(", 'S(ECRET_H|ecretH)(ash|ASH)':'.proof'", "")),
        "NotAuthorizedException",
        "is configured with secret but SECRET_HASH was not received");
    for (String wrong : List.of("wrong", users.secretHash("somebody else"))) {
      calls
          .with("proof", wrong)
          .assertRefused(operation, request, "NotAuthorizedException", "SecretHash does not match");
    }
    assertRefused(
        calls.signed(
            operation, request.replace("$secretApp", users.app()).replace("$token", token())),
        "NotAuthorizedException",
        "Unable to verify secret hash for client");
    assertThat(calls.with("proof", users.secretHash(user)).signed(operation, request).body())
        .doesNotContain("SECRET_HASH", "SecretHash", "secret hash");
  }

  @ParameterizedTest
  @CsvSource({
    "GetTokensFromRefreshToken, RefreshToken, NotAuthorizedException",
    "RevokeToken, Token, UnauthorizedException"
  })
  void aClientWithASecretMustSendIt(String operation, String member, String code) {
    String request = "{'ClientId':'$secretApp', '" + member + "':'$token'";
    calls.assertRefused(operation, request + "}", code, "Invalid client secret");
    calls.assertRefused(
        operation,
        request + ", 'ClientSecret':'wrongwrongwrongwrongwrong'}",
        code,
        "Invalid client secret");
  }

  @ParameterizedTest
  @CsvSource({"GetTokensFromRefreshToken, RefreshToken", "RevokeToken, Token"})
  void tokensOfAnotherClientAreRefused(String operation, String member) {
    String request = "{'ClientId':'$app', '" + member + "':'$token'}";
    assertRefused(
        calls.unsigned(operation, request),
        operation.equals("RevokeToken") ? "UnauthorizedException" : "NotAuthorizedException",
        "");
    assertRefused(
        calls.unsigned(
            "InitiateAuth",
            "{'ClientId':'$app','AuthFlow':'REFRESH_TOKEN_AUTH','AuthParameters':{'REFRESH_TOKEN':'$token'}}"),
        "NotAuthorizedException",
        "Invalid Refresh Token");
  }

  @ParameterizedTest
  @CsvSource({
    "USER_PASSWORD_AUTH, ALLOW_USER_PASSWORD_AUTH",
    "USER_SRP_AUTH, ALLOW_USER_SRP_AUTH",
    "CUSTOM_AUTH, ALLOW_CUSTOM_AUTH",
    "REFRESH_TOKEN_AUTH, ALLOW_REFRESH_TOKEN_AUTH",
    "REFRESH_TOKEN, ALLOW_REFRESH_TOKEN_AUTH",
    "ADMIN_USER_PASSWORD_AUTH, ALLOW_ADMIN_USER_PASSWORD_AUTH",
    "ADMIN_NO_SRP_AUTH, ALLOW_ADMIN_USER_PASSWORD_AUTH"
  })
  void aFlowThatAClientDoesNotAllowIsRefused(String flow, String permission) {
    List<String> others =
        new ArrayList<>(
            List.of(
                "ALLOW_USER_PASSWORD_AUTH",
                "ALLOW_USER_SRP_AUTH",
                "ALLOW_CUSTOM_AUTH",
                "ALLOW_REFRESH_TOKEN_AUTH",
                "ALLOW_ADMIN_USER_PASSWORD_AUTH"));
    others.remove(permission);
    String request =
        "{'UserPoolId':'$pool', 'ClientId':'$own', 'AuthFlow':'"
            + flow
            + "', 'AuthParameters':{'USERNAME':'$user', 'PASSWORD':'Passw0rd', 'SRP_A':'$srpA',"
            + " 'REFRESH_TOKEN':'x'}}";
    calls
        .with("own", users.newApp(others.toArray(String[]::new)))
        .assertRefused(
            "AdminInitiateAuth",
            request,
            "InvalidParameterException",
            flow + " flow not enabled for this client");
    assertThat(
            calls.with("own", users.newApp(permission)).signed("AdminInitiateAuth", request).body())
        .doesNotContain("not enabled");
    if (flow.startsWith("ADMIN")) {
      assertRefused(
          calls.unsigned("InitiateAuth", request),
          "InvalidParameterException",
          "Initiate Auth method not supported.");
    }
  }

  @Test
  void theFlowUserAuthNeedsItsPermission() {
    String request =
        "{'ClientId':'$own', 'AuthFlow':'USER_AUTH', 'AuthParameters':{'USERNAME':'$user'}}";
    calls
        .with("own", users.newApp("ALLOW_USER_SRP_AUTH"))
        .assertRefused(
            "InitiateAuth",
            request,
            "InvalidParameterException",
            "USER_AUTH flow not enabled for this client");
    assertThat(
            calls
                .with("own", users.newApp("ALLOW_USER_AUTH"))
                .unsigned("InitiateAuth", request)
                .body())
        .contains("SELECT_CHALLENGE", "PASSWORD_SRP");
  }

  @ParameterizedTest
  @CsvSource({
    "USER_PASSWORD_AUTH, PASSWORD",
    "USER_PASSWORD_AUTH, USERNAME",
    "USER_SRP_AUTH, SRP_A",
    "USER_SRP_AUTH, USERNAME",
    "CUSTOM_AUTH, USERNAME",
    "REFRESH_TOKEN_AUTH, REFRESH_TOKEN"
  })
  void missingParametersOfAFlowAreNamed(String flow, String missing) {
    String given = missing.equals("USERNAME") ? "'PASSWORD':'x'" : "'USERNAME':'$user'";
    assertRefused(
        calls.unsigned(
            "InitiateAuth",
            "{'ClientId':'$app', 'AuthFlow':'" + flow + "', 'AuthParameters':{" + given + "}}"),
        "InvalidParameterException",
        "Missing required parameter " + missing);
  }

  private String token() {
    return users.login(user, "Passw0rd").authenticationResult().refreshToken();
  }

  private String secretLogin() {
    return users
        .begin(
            aws.userPool().secretClientId(),
            "USER_PASSWORD_AUTH",
            Map.of("USERNAME", user, "PASSWORD", "Passw0rd", "SECRET_HASH", users.secretHash(user)))
        .authenticationResult()
        .refreshToken();
  }
}
