package io.saigon.cognito;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.GetTokensFromRefreshTokenResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InitiateAuthResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.RespondToAuthChallengeResponse;

/** What Cognito says to a step of a log-in: tokens, or a challenge. */
record Step(
    @Nullable AuthenticationResultType result,
    @Nullable String challengeName,
    Map<String, String> parameters,
    @Nullable String session) {

  static Step of(InitiateAuthResponse response) {
    return new Step(
        response.authenticationResult(),
        response.challengeNameAsString(),
        response.challengeParameters(),
        response.session());
  }

  static Step of(RespondToAuthChallengeResponse response) {
    return new Step(
        response.authenticationResult(),
        response.challengeNameAsString(),
        response.challengeParameters(),
        response.session());
  }

  static Step of(GetTokensFromRefreshTokenResponse response) {
    return new Step(response.authenticationResult(), null, Map.of(), null);
  }

  /** The name that the pool knows the user by: with an alias not the one that was typed. */
  String username(String typed) {
    String forSrp = parameters.get("USER_ID_FOR_SRP");
    return forSrp == null ? parameters.getOrDefault("USERNAME", typed) : forSrp;
  }

  @Override
  public String toString() {
    return "Step[challengeName=" + challengeName + "]";
  }
}
