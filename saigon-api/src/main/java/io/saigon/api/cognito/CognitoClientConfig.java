package io.saigon.api.cognito;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A user pool with the app client that users log in through and the identity pool that gives them
 * IAM credentials. The client secret is left out of {@link #toString()}.
 *
 * @param userPoolId such as {@code eu-west-1_AbCdEf123}
 * @param clientId id of the app client
 * @param identityPoolId such as {@code eu-west-1:01234567-89ab-cdef-0123-456789abcdef}
 * @param region AWS region of the pools, or null for AWS's default region
 * @param clientSecret secret of the app client, or null if it has none
 * @param loginFlow how passwords are proved
 */
public record CognitoClientConfig(
    String userPoolId,
    String clientId,
    String identityPoolId,
    @Nullable String region,
    @Nullable String clientSecret,
    LoginFlow loginFlow) {
  /** Checks the form of the ids, and that the region is the one that they tell. */
  public CognitoClientConfig {
    CognitoIds.checkUserPool(userPoolId, region);
    CognitoIds.checkClient(clientId, clientSecret);
    CognitoIds.checkIdentityPool(identityPoolId, region);
    Objects.requireNonNull(loginFlow, "loginFlow");
  }

  /** Pools in AWS's default region, and an app client without a secret that allows SRP. */
  public static CognitoClientConfig of(String userPoolId, String clientId, String identityPoolId) {
    return new CognitoClientConfig(userPoolId, clientId, identityPoolId, null, null, LoginFlow.SRP);
  }

  /** The same in a given region. */
  public CognitoClientConfig withRegion(String region) {
    return new CognitoClientConfig(
        userPoolId, clientId, identityPoolId, region, clientSecret, loginFlow);
  }

  /** The same with the app client's secret. */
  public CognitoClientConfig withClientSecret(String clientSecret) {
    return new CognitoClientConfig(
        userPoolId, clientId, identityPoolId, region, clientSecret, loginFlow);
  }

  /** The same with another way to prove passwords. */
  public CognitoClientConfig withLoginFlow(LoginFlow loginFlow) {
    return new CognitoClientConfig(
        userPoolId, clientId, identityPoolId, region, clientSecret, loginFlow);
  }

  /** The region that the identity pool's id tells. */
  public String identityPoolRegion() {
    return CognitoIds.identityPoolRegion(identityPoolId);
  }

  /** The user pool alone. */
  public CognitoIdpConfig idp() {
    return new CognitoIdpConfig(userPoolId, region);
  }

  @Override
  public String toString() {
    return "CognitoClientConfig[userPoolId=%s, clientId=%s, identityPoolId=%s, region=%s, loginFlow=%s]"
        .formatted(userPoolId, clientId, identityPoolId, region, loginFlow);
  }
}
