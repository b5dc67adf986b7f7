package io.saigon.cognito.idp;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.GetTokensFromRefreshTokenResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InitiateAuthResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.RespondToAuthChallengeResponse;

/** The result of an authentication call: tokens, or the next challenge. */
record AuthResult(
    @Nullable AuthenticationResultType result,
    @Nullable String challengeName,
    Map<String, String> parameters,
    List<String> available,
    @Nullable String session) {

  static AuthResult of(InitiateAuthResponse response) {
    return new AuthResult(
        response.authenticationResult(),
        response.challengeNameAsString(),
        response.challengeParameters(),
        response.availableChallengesAsStrings(),
        response.session());
  }

  static AuthResult of(RespondToAuthChallengeResponse response) {
    return new AuthResult(
        response.authenticationResult(),
        response.challengeNameAsString(),
        response.challengeParameters(),
        List.of(),
        response.session());
  }

  static AuthResult of(GetTokensFromRefreshTokenResponse response) {
    return new AuthResult(response.authenticationResult(), null, Map.of(), List.of(), null);
  }

  /** Returns the pool's name of the user, which differs from the given one if that is an alias. */
  String username(String alias) {
    String forSrp = parameters.get("USER_ID_FOR_SRP");
    return forSrp == null ? parameters.getOrDefault("USERNAME", alias) : forSrp;
  }

  @Override
  public String toString() {
    return "AuthResult[challengeName=" + challengeName + "]";
  }
}
