package io.saigon.cognito;

import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoIdp;
import io.saigon.api.cognito.CognitoIdpConfig;
import io.saigon.aws.AwsService;
import io.vertx.core.Vertx;
import java.time.Clock;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityAsyncClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;

/**
 * Cognito clients on clients of the AWS SDK that the application has configured itself, and closes
 * itself. Without such a wish take {@link io.saigon.api.Saigon#cognito}.
 */
public final class AwsCognito {
  private AwsCognito() {}

  /**
   * A client for a user pool, an app client and an identity pool.
   *
   * @param config pools and app client
   * @param userPools client of the user pool's region
   * @param identityPools client of the identity pool's region
   */
  public static CognitoClient client(
      Vertx vertx,
      CognitoClientConfig config,
      CognitoIdentityProviderAsyncClient userPools,
      CognitoIdentityAsyncClient identityPools) {
    return new UserPoolClient(
        vertx,
        config,
        AwsService.of(vertx, Services.USER_POOLS, userPools),
        AwsService.of(vertx, Services.IDENTITY_POOLS, identityPools),
        Clock.systemUTC());
  }

  /**
   * A client for the administration of a user pool.
   *
   * @param config the pool
   * @param userPools client of the pool's region, with credentials that may administer the pool
   */
  public static CognitoIdp idp(
      Vertx vertx, CognitoIdpConfig config, CognitoIdentityProviderAsyncClient userPools) {
    return new UserPoolAdmin(config, AwsService.of(vertx, Services.USER_POOLS, userPools));
  }
}
