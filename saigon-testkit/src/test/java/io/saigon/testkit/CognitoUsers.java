package io.saigon.testkit;

import io.saigon.api.credentials.AwsCredentials;
import java.util.Map;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;

/** Logs users in with the AWS SDK. */
final class CognitoUsers {
  private CognitoUsers() {}

  static AuthenticationResultType login(LocalAws aws, String username, String password) {
    return Clients.userPools(aws)
        .initiateAuth(
            r ->
                r.authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                    .clientId(aws.userPool().clientId())
                    .authParameters(Map.of("USERNAME", username, "PASSWORD", password)))
        .authenticationResult();
  }

  static String provider(LocalAws aws) {
    return "cognito-idp." + aws.region() + ".amazonaws.com/" + aws.userPool().id();
  }

  static AwsCredentials credentials(LocalAws aws, String username, String password) {
    Map<String, String> logins = Map.of(provider(aws), login(aws, username, password).idToken());
    var client = Clients.identityPools(aws);
    String id =
        client
            .getId(r -> r.identityPoolId(aws.userPool().identityPoolId()).logins(logins))
            .identityId();
    var keys = client.getCredentialsForIdentity(r -> r.identityId(id).logins(logins)).credentials();
    return new AwsCredentials(
        keys.accessKeyId(), keys.secretKey(), keys.sessionToken(), keys.expiration());
  }
}
