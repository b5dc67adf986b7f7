package io.saigon.testkit.internal.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import io.saigon.testkit.internal.auth.AccessKey;
import io.saigon.testkit.internal.auth.AccessKeys;
import io.saigon.testkit.internal.auth.CognitoIdentity;
import io.saigon.testkit.internal.userpool.UserPool;
import io.saigon.testkit.internal.userpool.UserPools;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Json;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** The service cognito-identity: who shows a good identity token gets temporary keys. */
public final class IdentityPools {
  private static final Duration KEY_LIFE = Duration.ofHours(1);

  private final String region;
  private final Clock clock;
  private final AccessKeys keys;
  private final UserPools userPools;
  private final Map<String, IdentityPool> pools = new LinkedHashMap<>();
  private final Map<String, IdentityPool> poolsByIdentity = new HashMap<>();
  private final Operations operations =
      new Operations(
          "cognito-identity", "AWSCognitoIdentityService", "InvalidParameterException", true);

  public IdentityPools(String region, Clock clock, AccessKeys keys, UserPools userPools) {
    this.region = region;
    this.clock = clock;
    this.keys = keys;
    this.userPools = userPools;
    operations
        .open("GetId", this::getId)
        .open("GetCredentialsForIdentity", this::getCredentials)
        .signed("CreateIdentityPool", this::create)
        .signed("DescribeIdentityPool", params -> described(pool(params)))
        .signed("DeleteIdentityPool", this::delete);
  }

  public Operations operations() {
    return operations;
  }

  /** A pool that takes the tokens of a user pool's clients. */
  public String create(String name, UserPool userPool, List<String> clientIds) {
    return operations.exclusively(() -> add(name, Map.of(userPool.provider(), clientIds)).id());
  }

  private JsonObject getId(Params params) {
    IdentityPool pool = pool(params);
    Login login = login(pool, params);
    return new JsonObject().put("IdentityId", identity(pool, login));
  }

  private JsonObject getCredentials(Params params) {
    String identityId = params.text("IdentityId");
    IdentityPool pool = poolsByIdentity.get(identityId);
    if (pool == null) {
      throw new AwsError("ResourceNotFoundException", "Identity '" + identityId + "' not found.");
    }
    Login login = login(pool, params);
    if (!identity(pool, login).equals(identityId)) {
      throw new AwsError(
          "NotAuthorizedException",
          "Logins don't match. Please include at least one valid login for this identity or identity pool.");
    }
    AccessKey key =
        keys.issue(
            KEY_LIFE, new CognitoIdentity(identityId, pool.id(), login.provider(), login.sub()));
    return new JsonObject()
        .put("IdentityId", identityId)
        .put(
            "Credentials",
            new JsonObject()
                .put("AccessKeyId", key.id())
                .put("SecretKey", key.secret())
                .put("SessionToken", key.sessionToken())
                .put("Expiration", Json.time(Objects.requireNonNull(key.expiration()))));
  }

  private record Login(String provider, String sub) {}

  private Login login(IdentityPool pool, Params params) {
    Map<String, String> logins = params.map("Logins");
    if (logins.isEmpty()) {
      throw new AwsError(
          "NotAuthorizedException",
          "Unauthenticated access is not supported for this identity pool.");
    }
    if (logins.size() > 1) {
      throw new AwsError("InvalidParameterException", "Please provide a single login.");
    }
    Map.Entry<String, String> given = logins.entrySet().iterator().next();
    String provider = given.getKey();
    List<String> clients = pool.clientsByProvider().get(provider);
    if (clients == null) {
      throw new AwsError(
          "NotAuthorizedException",
          "Token is not from a supported provider of this identity pool.");
    }
    JWTClaimsSet claims =
        userPools
            .verifiedIdToken(provider, given.getValue())
            .orElseThrow(
                () ->
                    new AwsError(
                        "NotAuthorizedException",
                        "Invalid login token. Couldn't verify signed token."));
    if (!clock.instant().isBefore(claims.getExpirationTime().toInstant())) {
      throw new AwsError(
          "NotAuthorizedException",
          "Invalid login token. Token expired: %d >= %d"
              .formatted(
                  clock.instant().getEpochSecond(),
                  claims.getExpirationTime().toInstant().getEpochSecond()));
    }
    if (claims.getAudience().stream().noneMatch(clients::contains)) {
      throw new AwsError(
          "NotAuthorizedException", "Invalid login token. Incorrect token audience.");
    }
    return new Login(provider, claims.getSubject());
  }

  private String identity(IdentityPool pool, Login login) {
    return pool.identities()
        .computeIfAbsent(
            login.provider() + " " + login.sub(),
            who -> {
              String id = region + ":" + UUID.randomUUID();
              poolsByIdentity.put(id, pool);
              return id;
            });
  }

  private JsonObject create(Params params) {
    Map<String, List<String>> clients = new HashMap<>();
    for (Params provider : params.objects("CognitoIdentityProviders")) {
      clients
          .computeIfAbsent(provider.text("ProviderName"), name -> new ArrayList<>())
          .add(provider.text("ClientId"));
    }
    return described(add(params.text("IdentityPoolName"), clients));
  }

  private JsonObject delete(Params params) {
    IdentityPool pool = pool(params);
    pools.remove(pool.id());
    poolsByIdentity.values().removeIf(owner -> owner.id().equals(pool.id()));
    return new JsonObject();
  }

  private IdentityPool add(String name, Map<String, List<String>> clients) {
    IdentityPool pool = IdentityPool.of(region + ":" + UUID.randomUUID(), name, clients);
    pools.put(pool.id(), pool);
    return pool;
  }

  private IdentityPool pool(Params params) {
    String id = params.text("IdentityPoolId");
    IdentityPool pool = pools.get(id);
    if (pool == null) {
      throw new AwsError("ResourceNotFoundException", "IdentityPool '" + id + "' not found.");
    }
    return pool;
  }

  private static JsonObject described(IdentityPool pool) {
    JsonArray providers = new JsonArray();
    pool.clientsByProvider()
        .forEach(
            (provider, clients) ->
                clients.forEach(
                    client ->
                        providers.add(
                            new JsonObject()
                                .put("ProviderName", provider)
                                .put("ClientId", client)
                                .put("ServerSideTokenCheck", false))));
    return new JsonObject()
        .put("IdentityPoolId", pool.id())
        .put("IdentityPoolName", pool.name())
        .put("AllowUnauthenticatedIdentities", false)
        .put("CognitoIdentityProviders", providers);
  }
}
