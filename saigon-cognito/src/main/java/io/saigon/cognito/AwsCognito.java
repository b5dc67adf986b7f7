package io.saigon.cognito;

import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoIdentities;
import io.saigon.api.cognito.CognitoIdp;
import io.saigon.api.cognito.CognitoIdpConfig;
import io.saigon.api.cognito.IdentityPoolConfig;
import io.saigon.aws.AwsService;
import io.saigon.aws.VertxAws;
import io.saigon.cognito.identity.IdentityCalls;
import io.saigon.cognito.idp.UserPoolAdmin;
import io.saigon.cognito.provider.AwsCognitoClient;
import io.saigon.cognito.provider.AwsIdentities;
import io.saigon.cognito.service.ClientLifetime;
import io.saigon.cognito.service.ClosableService;
import io.saigon.cognito.service.CognitoMonitor;
import io.saigon.cognito.service.ServiceIds;
import io.saigon.cognito.verify.JwksCache;
import io.saigon.cognito.verify.JwksEndpoint;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityAsyncClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;

/**
 * Creates Cognito clients on AWS SDK clients that the application configures and closes itself. The
 * Cognito clients end with the verticle that creates them, or with Vert.x. Applications without SDK
 * clients of their own use {@link io.saigon.api.Saigon#cognito}.
 */
public final class AwsCognito {
  private AwsCognito() {}

  /**
   * Creates a client for a user pool, an app client and an identity pool. The pool's public keys,
   * which verify restored sessions, are fetched from the endpoint of {@code userPools} by a {@link
   * VertxAws} with AWS's standard settings.
   *
   * @param vertx the Vert.x instance on whose contexts calls complete
   * @param config the pools and the app client
   * @param userPools the SDK client of the user pool's region
   * @param identityPools the SDK client of the identity pool's region
   * @return a client that is open until the calling verticle, or Vert.x, is closed
   * @throws NullPointerException if an argument is null
   * @throws io.saigon.api.error.ClosedException if Vert.x or the verticle is closed
   */
  public static CognitoClient client(
      Vertx vertx,
      CognitoClientConfig config,
      CognitoIdentityProviderAsyncClient userPools,
      CognitoIdentityAsyncClient identityPools) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(config, "config");
    return create(vertx, config, userPools, Objects.requireNonNull(identityPools, "identityPools"));
  }

  /**
   * Creates a client for a user pool and an app client without an identity pool, whose sessions
   * have tokens and no IAM credentials.
   *
   * @param vertx the Vert.x instance on whose contexts calls complete
   * @param config the pool and the app client; its identity pool, if it names one, is not used
   * @param userPools the SDK client of the user pool's region
   * @return a client that is open until the calling verticle, or Vert.x, is closed
   * @throws NullPointerException if an argument is null
   * @throws io.saigon.api.error.ClosedException if Vert.x or the verticle is closed
   */
  public static CognitoClient client(
      Vertx vertx, CognitoClientConfig config, CognitoIdentityProviderAsyncClient userPools) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(config, "config");
    return create(vertx, config, userPools, null);
  }

  private static CognitoClient create(
      Vertx vertx,
      CognitoClientConfig config,
      CognitoIdentityProviderAsyncClient userPools,
      @Nullable CognitoIdentityAsyncClient identityPools) {
    Objects.requireNonNull(userPools, "userPools");
    Clock clock = Clock.systemUTC();
    ClientLifetime lifetime = ClientLifetime.ofCaller(vertx);
    ClosableService<CognitoIdentityProviderAsyncClient> pools = userPools(lifetime, userPools);
    JwksEndpoint jwks = new JwksEndpoint(VertxAws.create(vertx), config.idp(), pools);
    return new AwsCognitoClient(
        lifetime,
        config,
        pools,
        identityPools == null
            ? null
            : new ClosableService<>(
                lifetime, AwsService.of(vertx, ServiceIds.IDENTITY_POOLS, identityPools)),
        new JwksCache(config.userPoolId(), clock, CognitoMonitor.jwks(vertx, clock, jwks::keys)),
        clock);
  }

  /**
   * Creates a client for the administration of a user pool.
   *
   * @param vertx the Vert.x instance on whose contexts calls complete
   * @param config the user pool
   * @param userPools the SDK client of the pool's region, with credentials that may administer the
   *     pool
   * @return a client that is open until the calling verticle, or Vert.x, is closed
   * @throws NullPointerException if an argument is null
   * @throws io.saigon.api.error.ClosedException if Vert.x or the verticle is closed
   */
  public static CognitoIdp idp(
      Vertx vertx, CognitoIdpConfig config, CognitoIdentityProviderAsyncClient userPools) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(userPools, "userPools");
    return new UserPoolAdmin(config, userPools(ClientLifetime.ofCaller(vertx), userPools));
  }

  /**
   * Creates a client for the identities of an identity pool. STS, for the classic flow, is called
   * by a {@link VertxAws} with AWS's standard settings.
   *
   * @param vertx the Vert.x instance on whose contexts calls complete
   * @param config the identity pool
   * @param identityPools the SDK client of the pool's region
   * @return a client that is open until the calling verticle, or Vert.x, is closed
   * @throws NullPointerException if an argument is null
   * @throws io.saigon.api.error.ClosedException if Vert.x or the verticle is closed
   */
  public static CognitoIdentities identities(
      Vertx vertx, IdentityPoolConfig config, CognitoIdentityAsyncClient identityPools) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(identityPools, "identityPools");
    ClientLifetime lifetime = ClientLifetime.ofCaller(vertx);
    VertxAws aws = VertxAws.create(vertx);
    return new AwsIdentities(
        lifetime,
        Clock.systemUTC(),
        new IdentityCalls(
            config.identityPoolId(),
            new ClosableService<>(
                lifetime, AwsService.of(vertx, ServiceIds.IDENTITY_POOLS, identityPools)),
            (role, token) -> aws.assumeRoleWithWebIdentity(role, token, config.poolRegion())));
  }

  private static ClosableService<CognitoIdentityProviderAsyncClient> userPools(
      ClientLifetime lifetime, CognitoIdentityProviderAsyncClient client) {
    return new ClosableService<>(
        lifetime, AwsService.of(lifetime.vertx(), ServiceIds.USER_POOLS, client));
  }
}
