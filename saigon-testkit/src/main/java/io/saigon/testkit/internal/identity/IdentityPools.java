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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The service cognito-identity: exchanges valid identity tokens for temporary keys. */
public final class IdentityPools {
  /** The issuer of OpenID Connect tokens of identities. */
  public static final String ISSUER = OpenIdTokens.ISSUER;

  private static final Duration KEY_LIFE = Duration.ofHours(1);
  private static final String KEYS_PATH = "/.well-known/jwks_uri";

  private final Clock clock;
  private final AccessKeys keys;
  private final Identities identities;
  private final OpenIdTokens tokens;
  private final LoginChecks checks;
  private final Operations operations =
      new Operations("cognito-identity", "AWSCognitoIdentityService", "ValidationException", true);

  public IdentityPools(String region, Clock clock, AccessKeys keys, UserPools userPools) {
    this.clock = clock;
    this.keys = keys;
    identities = new Identities(region, clock);
    tokens = new OpenIdTokens(clock);
    checks = new LoginChecks(userPools, tokens, clock);
    operations
        .refusing("PrincipalTags")
        .open("GetId", this::getId)
        .open("GetOpenIdToken", this::getToken)
        .open("GetCredentialsForIdentity", this::getCredentials)
        .open("UnlinkIdentity", this::unlink);
    new PoolAdministration(identities, region).register(operations);
    new DeveloperIdentities(identities, checks, tokens, clock).register(operations);
  }

  public Operations operations() {
    return operations;
  }

  /** A pool that takes the tokens of a user pool's clients. */
  public void create(String id, String name, UserPool userPool, List<String> clientIds) {
    operations.exclusively(
        () -> {
          IdentityPool pool =
              IdentityPool.of(id, name, PoolSettings.of(userPool.provider(), clientIds));
          String role = "arn:aws:iam::" + Ids.ACCOUNT + ":role/" + name;
          pool.roles().set(Map.of("authenticated", role), new JsonObject());
          identities.put(pool);
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

  /**
   * Sets the verification of the tokens of OpenID Connect providers.
   *
   * @param verifier takes a provider such as {@code accounts.google.com}, an audience or null for
   *     those that are registered, and a token; returns its claims or empty
   */
  public void providers(TokenVerifier verifier) {
    checks.others(verifier);
  }

  /** Verifies the tokens of providers that are no user pools. */
  @FunctionalInterface
  public interface TokenVerifier {
    Optional<JWTClaimsSet> verified(String provider, @Nullable String audience, String token);
  }

  private JsonObject getId(Params params) {
    IdentityPool pool = identities.pool(params);
    Map<String, String> logins = params.map("Logins");
    if (logins.isEmpty() && !pool.settings().allowsGuests()) {
      throw noGuests();
    }
    Identity identity =
        logins.isEmpty() ? identities.create(pool) : identities.of(pool, checks.of(pool, logins));
    return new JsonObject().put("IdentityId", identity.id());
  }

  private JsonObject getToken(Params params) {
    Identity asked = identities.identity(params);
    IdentityPool pool = identities.poolOf(asked.id());
    if (!pool.settings().allowsClassicFlow()) {
      throw new AwsError(
          "InvalidParameterException",
          "Basic (classic) flow is not enabled, please use enhanced flow.");
    }
    Identity identity = resolve(pool, asked, params.map("Logins")).identity();
    return new JsonObject()
        .put("IdentityId", identity.id())
        .put("Token", tokens.issue(pool, identity, OpenIdTokens.LIFE));
  }

  private JsonObject getCredentials(Params params) {
    Identity asked = identities.identity(params);
    IdentityPool pool = identities.poolOf(asked.id());
    Resolved resolved = resolve(pool, asked, params.map("Logins"));
    Identity identity = resolved.identity();
    String role =
        pool.roles()
            .of(identity.isGuest(), resolved.logins(), params.optionalText("CustomRoleArn"));
    AccessKey key =
        keys.issue(
            KEY_LIFE,
            new CognitoIdentity(identity.id(), pool.id(), identity.authProvider(pool), role));
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

  private JsonObject unlink(Params params) {
    params.need("Logins", "LoginsToRemove");
    Identity identity = identities.identity(params);
    IdentityPool pool = identities.poolOf(identity.id());
    List<Login> logins = checks.of(pool, params.map("Logins"));
    for (String provider : params.texts("LoginsToRemove")) {
      boolean isProved =
          logins.stream().anyMatch(l -> l.provider().equals(provider) && identity.isOf(l));
      if (!isProved) {
        throw dontMatch();
      }
      identity.unlink(provider, clock.instant());
    }
    identities.removeIfUnlinked(pool, identity);
    return new JsonObject();
  }

  /** The identity of a request, and the logins that prove it. */
  private record Resolved(Identity identity, List<Login> logins) {}

  /** Verifies the logins of an identity, and links those that are new. */
  private Resolved resolve(IdentityPool pool, Identity identity, Map<String, String> logins) {
    if (logins.isEmpty()) {
      if (!identity.isGuest()) {
        throw Login.refused("Access to Identity '" + identity.id() + "' is forbidden.");
      }
      if (!pool.settings().allowsGuests()) {
        throw noGuests();
      }
      return new Resolved(identity, List.of());
    }
    if (checks.isOwnToken(pool, identity, logins)) {
      return new Resolved(identity, List.of());
    }
    List<Login> checked = checks.of(pool, logins);
    if (!identity.isGuest()) {
      if (checked.stream().noneMatch(identity::isOf)) {
        throw dontMatch();
      }
      identities.link(pool, identity, checked);
      return new Resolved(identity, checked);
    }
    Optional<Identity> known =
        checked.stream().flatMap(login -> pool.find(login).stream()).findFirst();
    // A guest who turns out to be a known user continues as that one.
    known.ifPresent(user -> pool.identities().remove(identity.id()));
    Identity user = known.orElse(identity);
    identities.link(pool, user, checked);
    return new Resolved(user, checked);
  }

  private static AwsError dontMatch() {
    return Login.refused(
        "Logins don't match. Please include at least one valid login for this identity or identity"
            + " pool.");
  }

  private static AwsError noGuests() {
    return Login.refused("Unauthenticated access is not supported for this identity pool.");
  }
}
