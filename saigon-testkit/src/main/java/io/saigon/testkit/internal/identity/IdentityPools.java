package io.saigon.testkit.internal.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import io.saigon.testkit.internal.auth.AccessKey;
import io.saigon.testkit.internal.auth.AccessKeys;
import io.saigon.testkit.internal.auth.CognitoIdentity;
import io.saigon.testkit.internal.userpool.UserPool;
import io.saigon.testkit.internal.userpool.UserPools;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Ids;
import io.saigon.testkit.internal.wire.Json;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The service cognito-identity: exchanges valid identity tokens for temporary keys. */
public final class IdentityPools {
  /** The issuer of OpenID Connect tokens of identities. */
  public static final String ISSUER = OpenIdTokens.ISSUER;

  private static final Duration KEY_LIFE = Duration.ofHours(1);
  private static final String ID = "[\\w-]+:[0-9a-f-]+";
  private static final String KEYS_PATH = "/.well-known/jwks_uri";

  private final String region;
  private final Clock clock;
  private final AccessKeys keys;
  private final UserPools userPools;
  private final OpenIdTokens tokens;
  private final Map<String, IdentityPool> pools = new LinkedHashMap<>();
  private final Operations operations =
      new Operations("cognito-identity", "AWSCognitoIdentityService", "ValidationException", true);

  public IdentityPools(String region, Clock clock, AccessKeys keys, UserPools userPools) {
    this.region = region;
    this.clock = clock;
    this.keys = keys;
    this.userPools = userPools;
    tokens = new OpenIdTokens(clock);
    operations
        .open("GetId", this::getId)
        .open("GetOpenIdToken", this::getToken)
        .open("GetCredentialsForIdentity", this::getCredentials);
    new PoolAdministration(this).register(operations);
  }

  public Operations operations() {
    return operations;
  }

  /** A pool that takes the tokens of a user pool's clients. */
  public void create(String id, String name, UserPool userPool, List<String> clientIds) {
    operations.exclusively(
        () -> {
          IdentityPool pool =
              IdentityPool.of(id, name, false, Map.of(userPool.provider(), clientIds));
          String role = "arn:aws:iam::" + Ids.ACCOUNT + ":role/" + name;
          pool.roles().set(Map.of("authenticated", role), new JsonObject());
          put(pool);
          return pool;
        });
  }

  /** Returns the claims of a token of {@code GetOpenIdToken}; its times are not checked. */
  public Optional<JWTClaimsSet> verifiedOpenIdToken(String token) {
    return tokens.verified(token);
  }

  /** Returns the public document at a path: the keys of identity tokens. */
  public @Nullable JsonObject document(String path) {
    return path.equals(KEYS_PATH) ? tokens.keys() : null;
  }

  private JsonObject getId(Params params) {
    IdentityPool pool = pool(params);
    Map<String, String> logins = params.map("Logins");
    if (logins.isEmpty()) {
      if (!pool.allowsGuests()) {
        throw noGuests();
      }
      return new JsonObject().put("IdentityId", newIdentity(pool, null, null).id());
    }
    Login login = Login.of(pool, logins, userPools, clock);
    Optional<Identity> known =
        pool.identities().values().stream().filter(i -> i.isOf(login)).findFirst();
    return new JsonObject()
        .put(
            "IdentityId",
            known.orElseGet(() -> newIdentity(pool, login.provider(), login.sub())).id());
  }

  private JsonObject getToken(Params params) {
    Identity identity = identity(params);
    IdentityPool pool = poolOf(identity.id());
    login(pool, identity, params);
    return new JsonObject()
        .put("IdentityId", identity.id())
        .put("Token", tokens.issue(pool, identity));
  }

  private JsonObject getCredentials(Params params) {
    Identity identity = identity(params);
    IdentityPool pool = poolOf(identity.id());
    Login login = login(pool, identity, params);
    String role =
        login == null
            ? pool.roles().ofGuest()
            : pool.roles()
                .of(
                    login,
                    login.claims().getAudience().get(0),
                    params.optionalText("CustomRoleArn"));
    AccessKey key =
        keys.issue(
            KEY_LIFE,
            new CognitoIdentity(
                identity.id(), pool.id(), identity.provider(), identity.sub(), role));
    return new JsonObject()
        .put("IdentityId", identity.id())
        .put(
            "Credentials",
            new JsonObject()
                .put("AccessKeyId", key.id())
                .put("SecretKey", key.secret())
                .put("SessionToken", key.sessionToken())
                .put("Expiration", Json.time(Objects.requireNonNull(key.expiration()))));
  }

  /** Returns the verified login of an identity, or null for a guest. */
  private @Nullable Login login(IdentityPool pool, Identity identity, Params params) {
    Map<String, String> logins = params.map("Logins");
    if (logins.isEmpty()) {
      if (identity.provider() != null) {
        throw Login.refused("Access to Identity '" + identity.id() + "' is forbidden.");
      }
      if (!pool.allowsGuests()) {
        throw noGuests();
      }
      return null;
    }
    Login login = Login.of(pool, logins, userPools, clock);
    if (!identity.isOf(login)) {
      throw Login.refused(
          "Logins don't match. Please include at least one valid login for this identity or identity pool.");
    }
    return login;
  }

  private Identity newIdentity(IdentityPool pool, @Nullable String provider, @Nullable String sub) {
    Identity identity =
        new Identity(region + ":" + UUID.randomUUID(), provider, sub, clock.instant());
    pool.identities().put(identity.id(), identity);
    return identity;
  }

  IdentityPool add(String name, boolean allowsGuests, Map<String, List<String>> clients) {
    IdentityPool pool =
        IdentityPool.of(region + ":" + UUID.randomUUID(), name, allowsGuests, clients);
    put(pool);
    return pool;
  }

  void put(IdentityPool pool) {
    pools.put(pool.id(), pool);
  }

  void remove(IdentityPool pool) {
    pools.remove(pool.id());
  }

  List<IdentityPool> all() {
    return List.copyOf(pools.values());
  }

  /** The pool that a request names. */
  IdentityPool pool(Params params) {
    String id = params.matching("IdentityPoolId", ID);
    IdentityPool pool = pools.get(id);
    if (pool == null) {
      throw new AwsError("ResourceNotFoundException", "IdentityPool '" + id + "' not found.");
    }
    return pool;
  }

  /** The identity that a request names. */
  Identity identity(Params params) {
    String id = params.matching("IdentityId", ID);
    return Objects.requireNonNull(poolOf(id).identities().get(id));
  }

  boolean removeIdentity(String id) {
    return pools.values().stream().anyMatch(pool -> pool.identities().remove(id) != null);
  }

  private IdentityPool poolOf(String identityId) {
    return pools.values().stream()
        .filter(pool -> pool.identities().containsKey(identityId))
        .findFirst()
        .orElseThrow(
            () ->
                new AwsError(
                    "ResourceNotFoundException", "Identity '" + identityId + "' not found."));
  }

  private static AwsError noGuests() {
    return Login.refused("Unauthenticated access is not supported for this identity pool.");
  }
}
