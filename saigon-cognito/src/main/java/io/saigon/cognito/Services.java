package io.saigon.cognito;

import io.saigon.api.ConfigurationException;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoIdp;
import io.saigon.api.cognito.CognitoIdpConfig;
import io.saigon.api.cognito.CognitoVerifier;
import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.api.spi.CognitoProvider;
import io.saigon.api.spi.SaigonContext;
import io.saigon.aws.VertxAws;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityAsyncClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;

/** The clients of one Saigon, each in the region of its pool. */
final class Services implements CognitoProvider.Clients {
  static final String USER_POOLS = "cognito-idp";
  static final String IDENTITY_POOLS = "cognito-identity";

  private final VertxAws aws;
  private final Lifetime lifetime;
  private final Clock clock;
  private final Map<String, PoolKeys> keys = new ConcurrentHashMap<>();

  Services(SaigonContext context, Clock clock) {
    // What is registered last is closed first: calls fail as closed before their engine closes.
    this.aws = VertxAws.of(context);
    this.lifetime = new Lifetime(context.vertx());
    this.clock = clock;
    context.onClose(lifetime::close);
  }

  @Override
  public CognitoClient client(CognitoClientConfig config) {
    return new UserPoolClient(
        lifetime,
        config,
        userPools(config.idp()),
        identityPools(config),
        keys(config.userPoolId()),
        clock);
  }

  @Override
  public CognitoIdp idp(CognitoIdpConfig config) {
    return new UserPoolAdmin(config, userPools(config));
  }

  @Override
  public CognitoVerifier verifier(CognitoVerifierConfig config) {
    return new Verifier(lifetime, clock, config, this::keys);
  }

  // The clients and verifiers of one Saigon share the keys of a pool.
  private PoolKeys keys(String userPoolId) {
    return keys.computeIfAbsent(userPoolId, this::newKeys);
  }

  private PoolKeys newKeys(String userPoolId) {
    CognitoIdpConfig pool = CognitoIdpConfig.of(userPoolId);
    KeyDocument document =
        new KeyDocument(aws, pool, userPools(pool.withRegion(pool.poolRegion())));
    return new PoolKeys(userPoolId, clock, document::keys);
  }

  private OpenService<CognitoIdentityProviderAsyncClient> userPools(CognitoIdpConfig config) {
    return new OpenService<>(
        lifetime,
        aws.service(
            USER_POOLS,
            () ->
                region(aws, config.region(), "user pool", config.userPoolId(), config.poolRegion()),
            CognitoIdentityProviderAsyncClient::builder));
  }

  private OpenService<CognitoIdentityAsyncClient> identityPools(CognitoClientConfig config) {
    String id = config.identityPoolId();
    return new OpenService<>(
        lifetime,
        aws.service(
            IDENTITY_POOLS,
            () -> region(aws, config.region(), "identity pool", id, config.identityPoolRegion()),
            CognitoIdentityAsyncClient::builder));
  }

  // A pool's id tells its region, and a configuration that names another was refused already. A
  // default region that differs is most likely the wrong pool or the wrong environment.
  private static Future<String> region(
      VertxAws aws, @Nullable String configured, String what, String id, String regionOfId) {
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
                                .formatted(what, id, regionOfId, region),
                            List.of("AWS_REGION"),
                            null)));
  }
}
