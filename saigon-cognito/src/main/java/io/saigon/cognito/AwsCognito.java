package io.saigon.cognito;

import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoIdp;
import io.saigon.api.cognito.CognitoIdpConfig;
import io.saigon.aws.AwsService;
import io.saigon.aws.VertxAws;
import io.vertx.core.Vertx;
import java.time.Clock;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityAsyncClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;

/**
 * Cognito clients on clients of the AWS SDK that the application has configured itself, and closes
 * itself. They end with the verticle that creates them, or with Vert.x. Without such a wish take
 * {@link io.saigon.api.Saigon#cognito}.
 */
public final class AwsCognito {
  private AwsCognito() {}

  /**
   * Creates a client for a user pool, an app client and an identity pool. The pool's public keys,
   * which restored sessions are verified with, are fetched from the endpoint of {@code userPools}
   * by a {@link VertxAws} with AWS's standard settings.
   *
   * @param vertx what it runs on
   * @param config pools and app client
   * @param userPools client of the user pool's region
   * @param identityPools client of the identity pool's region
   * @return the client
   * @throws io.saigon.api.ClosedException if Vert.x or the verticle is closed
   */
  public static CognitoClient client(
      Vertx vertx,
      CognitoClientConfig config,
      CognitoIdentityProviderAsyncClient userPools,
      CognitoIdentityAsyncClient identityPools) {
    Clock clock = Clock.systemUTC();
    Lifetime lifetime = Lifetime.ofCaller(vertx);
    OpenService<CognitoIdentityProviderAsyncClient> pools = userPools(lifetime, userPools);
    KeyDocument keys = new KeyDocument(VertxAws.create(vertx), config.idp(), pools);
    return new UserPoolClient(
        lifetime,
        config,
        pools,
        new OpenService<>(lifetime, AwsService.of(vertx, Services.IDENTITY_POOLS, identityPools)),
        new PoolKeys(config.userPoolId(), clock, keys::keys),
        clock);
  }

  /**
   * Creates a client for the administration of a user pool.
   *
   * @param vertx what it runs on
   * @param config the pool
   * @param userPools client of the pool's region, with credentials that may administer the pool
   * @return the client
   * @throws io.saigon.api.ClosedException if Vert.x or the verticle is closed
   */
  public static CognitoIdp idp(
      Vertx vertx, CognitoIdpConfig config, CognitoIdentityProviderAsyncClient userPools) {
    return new UserPoolAdmin(config, userPools(Lifetime.ofCaller(vertx), userPools));
  }

  private static OpenService<CognitoIdentityProviderAsyncClient> userPools(
      Lifetime lifetime, CognitoIdentityProviderAsyncClient client) {
    return new OpenService<>(
        lifetime, AwsService.of(lifetime.vertx(), Services.USER_POOLS, client));
  }
}
