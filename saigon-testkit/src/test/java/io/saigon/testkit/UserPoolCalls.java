package io.saigon.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InitiateAuthResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.RespondToAuthChallengeResponse;

/** Logins by AWS's own client, step by step. */
record UserPoolCalls(LocalAws aws, CognitoIdentityProviderClient client) {
  static UserPoolCalls of(LocalAws aws) {
    return new UserPoolCalls(aws, Clients.userPools(aws));
  }

  String pool() {
    return aws.userPool().id();
  }

  String app() {
    return aws.userPool().clientId();
  }

  InitiateAuthResponse login(String username, String password) {
    return begin(app(), "USER_PASSWORD_AUTH", Map.of("USERNAME", username, "PASSWORD", password));
  }

  InitiateAuthResponse refresh(String token) {
    return begin(app(), "REFRESH_TOKEN_AUTH", Map.of("REFRESH_TOKEN", token));
  }

  InitiateAuthResponse begin(String app, String flow, Map<String, String> parameters) {
    return client.initiateAuth(
        r -> r.authFlow(AuthFlowType.fromValue(flow)).clientId(app).authParameters(parameters));
  }

  RespondToAuthChallengeResponse answer(
      String challenge, String session, Map<String, String> answers) {
    return client.respondToAuthChallenge(
        r ->
            r.clientId(app())
                .challengeName(challenge)
                .session(session)
                .challengeResponses(answers));
  }

  RespondToAuthChallengeResponse newPassword(String username, String session, String password) {
    return answer(
        "NEW_PASSWORD_REQUIRED", session, Map.of("USERNAME", username, "NEW_PASSWORD", password));
  }

  /** Creates an app client that allows these flows only. */
  String newApp(String... flows) {
    return client
        .createUserPoolClient(
            r -> r.userPoolId(pool()).clientName("own").explicitAuthFlowsWithStrings(flows))
        .userPoolClient()
        .clientId();
  }

  /** The proof of the client with a secret. */
  String secretHash(String username) {
    byte[] message = (username + aws.userPool().secretClientId()).getBytes(StandardCharsets.UTF_8);
    byte[] key = aws.userPool().clientSecret().getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(SrpClient.hmac(key, message));
  }
}
