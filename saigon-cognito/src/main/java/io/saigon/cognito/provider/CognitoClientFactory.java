package io.saigon.cognito.provider;

import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoIdentities;
import io.saigon.api.cognito.CognitoIdp;
import io.saigon.api.cognito.CognitoIdpConfig;
import io.saigon.api.cognito.CognitoVerifier;
import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.api.cognito.IdentityPoolConfig;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.oauth.AccessTokenProvider;
import io.saigon.api.oauth.AlbVerifierConfig;
import io.saigon.api.oauth.ClientCredentialsConfig;
import io.saigon.api.oauth.JwtVerifier;
import io.saigon.api.oauth.JwtVerifierConfig;
import io.saigon.api.oauth.ManagedLogin;
import io.saigon.api.oauth.ManagedLoginConfig;
import io.saigon.api.spi.CognitoProvider;
import io.saigon.api.spi.SaigonContext;
import io.saigon.aws.AwsService;
import io.saigon.aws.VertxAws;
import io.saigon.cognito.http.HttpEndpoint;
import io.saigon.cognito.identity.IdentityCalls;
import io.saigon.cognito.idp.UserPoolAdmin;
import io.saigon.cognito.oauth.ClientCredentials;
import io.saigon.cognito.oauth.ManagedLogins;
import io.saigon.cognito.oauth.TokenEndpoint;
import io.saigon.cognito.service.ClientLifetime;
import io.saigon.cognito.service.ClosableService;
import io.saigon.cognito.service.CognitoMonitor;
import io.saigon.cognito.service.ServiceIds;
import io.saigon.cognito.verify.JwksCache;
import io.saigon.cognito.verify.JwksEndpoint;
import io.saigon.cognito.verify.JwtVerifiers;
import io.saigon.cognito.verify.KeyDocuments;
import io.saigon.cognito.verify.TokenVerifier;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityAsyncClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;

/** Creates the clients of one Saigon, each in the region of its pool. */
public final class CognitoClientFactory implements CognitoProvider.Clients {
  private final SaigonContext context;
  private final VertxAws aws;
  private final ClientLifetime lifetime;
  private final Clock clock;
  private final JwtVerifiers verifiers;
  private final Map<String, JwksCache> jwks = new ConcurrentHashMap<>();

  public CognitoClientFactory(SaigonContext context, Clock clock) {
    this.context = context;
    // Hooks close in reverse order: calls fail as closed before the engine closes.
    this.aws = VertxAws.of(context);
    this.lifetime = new ClientLifetime(context.vertx());
    this.clock = clock;
    this.verifiers =
        new JwtVerifiers(
            lifetime,
            clock,
            new KeyDocuments(new HttpEndpoint(lifetime, aws, KeyDocuments.SERVICE)));
    context.onClose(lifetime::close);
  }

  @Override
  public CognitoClient client(CognitoClientConfig config) {
    return new AwsCognitoClient(
        lifetime,
        config,
        warmedUp(userPools(config.idp())),
        identityPools(config),
        jwks(config.userPoolId()),
        clock);
  }

  @Override
  public CognitoIdp idp(CognitoIdpConfig config) {
    return new UserPoolAdmin(config, warmedUp(userPools(config)));
  }

  @Override
  public CognitoIdentities identities(IdentityPoolConfig config) {
    return new AwsIdentities(
        lifetime,
        clock,
        new IdentityCalls(
            config.identityPoolId(),
            identityPools(config),
            (role, token) -> aws.assumeRoleWithWebIdentity(role, token, config.poolRegion())));
  }

  @Override
  public CognitoVerifier verifier(CognitoVerifierConfig config) {
    return new TokenVerifier(
        lifetime,
        clock,
        config,
        pool -> {
          URI location = config.keys().get(pool);
          return location == null ? jwks(pool) : verifiers.keysOfPool(pool, location);
        });
  }

  @Override
  public JwtVerifier verifier(JwtVerifierConfig config) {
    return verifiers.of(config);
  }

  @Override
  public JwtVerifier verifier(AlbVerifierConfig config) {
    return verifiers.of(config);
  }

  @Override
  public AccessTokenProvider accessTokens(ClientCredentialsConfig config) {
    return new ClientCredentials(
        lifetime, clock, new HttpEndpoint(lifetime, aws, TokenEndpoint.SERVICE), config);
  }

  @Override
  public ManagedLogin managedLogin(ManagedLoginConfig config) {
    CognitoVerifierConfig tokens = CognitoVerifierConfig.of(config.userPoolId(), config.clientId());
    return new ManagedLogins(
        lifetime,
        clock,
        new HttpEndpoint(lifetime, aws, TokenEndpoint.SERVICE),
        config,
        use -> new TokenVerifier(lifetime, clock, tokens.withUses(use), this::jwks));
  }

  // Clients and verifiers of one Saigon share the keys of a pool.
  private JwksCache jwks(String userPoolId) {
    return jwks.computeIfAbsent(userPoolId, this::newJwks);
  }

  private JwksCache newJwks(String userPoolId) {
    CognitoIdpConfig pool = CognitoIdpConfig.of(userPoolId);
    JwksEndpoint endpoint =
        new JwksEndpoint(
            aws,
            pool,
            new ClosableService<>(lifetime, userPools(pool.withRegion(pool.poolRegion()))));
    return new JwksCache(
        userPoolId, clock, CognitoMonitor.jwks(context.vertx(), clock, endpoint::keys));
  }

  private AwsService<CognitoIdentityProviderAsyncClient> userPools(CognitoIdpConfig config) {
    return aws.service(
            ServiceIds.USER_POOLS,
            () ->
                region(aws, config.region(), "user pool", config.userPoolId(), config.poolRegion()),
            CognitoIdentityProviderAsyncClient::builder)
        .withRehearsal(
            client ->
                client.initiateAuth(
                    auth -> auth.authFlow(AuthFlowType.USER_SRP_AUTH).clientId("none")));
  }

  private @Nullable ClosableService<CognitoIdentityAsyncClient> identityPools(
      CognitoClientConfig config) {
    String id = config.identityPoolId();
    return id == null ? null : identityPools(new IdentityPoolConfig(id, config.region()));
  }

  private ClosableService<CognitoIdentityAsyncClient> identityPools(IdentityPoolConfig config) {
    return warmedUp(
        aws.service(
                ServiceIds.IDENTITY_POOLS,
                () ->
                    region(
                        aws,
                        config.region(),
                        "identity pool",
                        config.identityPoolId(),
                        config.poolRegion()),
                CognitoIdentityAsyncClient::builder)
            .withRehearsal(
                client -> client.getCredentialsForIdentity(get -> get.identityId("none"))));
  }

  private <C> ClosableService<C> warmedUp(AwsService<C> service) {
    // The client alone: a log-in needs no credentials.
    context.onWarmUp(service::client);
    return new ClosableService<>(lifetime, service);
  }

  // A configured region is that of the pool's id, or was refused already. A default region that
  // differs is most likely the wrong pool or the wrong environment.
  private static Future<String> region(
      VertxAws aws, @Nullable String configured, String kind, String id, String regionOfId) {
    if (configured != null) {
      return Future.succeededFuture(configured);
    }
    return aws.region()
        .otherwise(noDefault -> regionOfId)
        .compose(
            region ->
                region.equals(regionOfId)
                    ? Future.succeededFuture(region)
                    : Future.failedFuture(
                        new ConfigurationException(
                            "The %s %s is in region %s but AWS's default region is %s; name the region in the Cognito configuration, or correct the pool's id or AWS_REGION"
                                .formatted(kind, id, regionOfId, region),
                            List.of("AWS_REGION"),
                            null)));
  }
}
