package io.saigon.testkit.internal.userpool;

import com.nimbusds.jwt.JWTClaimsSet;
import io.saigon.testkit.internal.logs.LoggedSecrets;
import io.saigon.testkit.internal.oauth.Grant;
import io.saigon.testkit.internal.trigger.TokenClaims;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Ids;
import io.saigon.testkit.internal.wire.Newest;
import io.saigon.testkit.internal.wire.Operations;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tokens of logged-in users: made, refreshed, checked and revoked. */
final class Tokens {
  /** Refresh tokens live for a month, so that under load they would fill the heap. */
  private static final int LOGINS = 20_000;

  private static final int REVOKED = 100_000;

  /**
   * A login, shared by all tokens that are refreshed from it.
   *
   * @param device key of the device that it is bound to, or null for none
   */
  record Login(
      UserPool pool,
      AppClient client,
      PoolUser user,
      @Nullable String device,
      String id,
      Instant at,
      Instant ends,
      Grant grant) {
    Login with(AppClient current) {
      return new Login(pool, current, user, device, id, at, ends, grant.refreshed());
    }
  }

  private final Clock clock;
  private final Operations operations;
  private final Map<String, Login> refreshable = Newest.map(LOGINS);
  private final Map<String, Instant> replacedTokens = Newest.map(LOGINS);
  private final Set<String> revokedLogins = Collections.newSetFromMap(Newest.map(REVOKED));

  private final PoolTriggers triggers;

  Tokens(Clock clock, Operations operations, PoolTriggers triggers) {
    this.clock = clock;
    this.operations = operations;
    this.triggers = triggers;
  }

  /** Creates the first tokens of a login, with a refresh token. */
  JsonObject login(UserPool pool, AppClient client, PoolUser user, @Nullable String device) {
    triggers.postAuthentication(pool, client, user);
    return client.deferred()
        ? new JsonObject().put("Sub", user.sub())
        : granted(pool, client, user, device, now(), Grant.DIRECT);
  }

  /**
   * Creates the first tokens of a log-in that may have been before.
   *
   * @param at time of the log-in
   */
  JsonObject granted(
      UserPool pool,
      AppClient client,
      PoolUser user,
      @Nullable String device,
      Instant at,
      Grant grant) {
    Instant now = now();
    Login login =
        new Login(
            pool,
            client,
            user,
            device,
            UUID.randomUUID().toString(),
            at,
            now.plus(client.lives().refresh()),
            grant);
    String refreshToken = LoggedSecrets.issued(Ids.urlToken(600));
    refreshable.put(refreshToken, login);
    return issue(login, now).put("RefreshToken", refreshToken);
  }

  /** Returns the log-in of a refresh token, valid or not. */
  @Nullable Login find(String refreshToken) {
    return refreshable.get(refreshToken);
  }

  /** Creates tokens by the current settings of the app client. */
  JsonObject refresh(Login login, AppClient client) {
    if (revokedLogins.contains(login.id())) {
      throw refused("Refresh Token has been revoked");
    }
    Instant now = now();
    if (!now.isBefore(login.ends())) {
      throw refused("Refresh Token has expired");
    }
    return issue(login.with(client), now);
  }

  /** Creates a new token for the same login; the old one stays valid for a grace period at most. */
  String rotate(String refreshToken, Duration grace) {
    Instant replaced = replacedTokens.putIfAbsent(refreshToken, clock.instant());
    if (replaced != null && !clock.instant().isBefore(replaced.plus(grace))) {
      throw new AwsError("RefreshTokenReuseException", "Refresh token has been used already");
    }
    String next = LoggedSecrets.issued(Ids.urlToken(600));
    refreshable.put(next, Objects.requireNonNull(refreshable.get(refreshToken)));
    return next;
  }

  void revoke(Login login) {
    revokedLogins.add(login.id());
  }

  void revokeAll(PoolUser user) {
    for (Login login : refreshable.values()) {
      if (login.user().sub().equals(user.sub())) {
        revoke(login);
      }
    }
  }

  /** Returns the claims of a valid access token that authorizes the operations of a user. */
  JWTClaimsSet checked(UserPool pool, String accessToken) {
    JWTClaimsSet claims = verified(pool, accessToken);
    if (!Grant.authorizesOperations(String.valueOf(claims.getClaim("scope")))) {
      throw refused("Access Token does not have required scopes");
    }
    return claims;
  }

  /** Returns the claims of a valid access token. */
  JWTClaimsSet verified(UserPool pool, String accessToken) {
    JWTClaimsSet claims =
        pool.signingKey().verified(accessToken).orElseThrow(() -> refused("Invalid Access Token"));
    if (!"access".equals(claims.getClaim("token_use"))) {
      throw refused("Invalid Access Token");
    }
    if (!now().isBefore(claims.getExpirationTime().toInstant())) {
      throw refused("Access Token has expired");
    }
    if (isRevoked(claims)) {
      throw pool.find(claims.getSubject()).isPresent()
          ? refused("Access Token has been revoked")
          : new AwsError("UserNotFoundException", "User does not exist.");
    }
    return claims;
  }

  /** Returns whether the log-in that a token is of has been revoked. */
  boolean isRevoked(JWTClaimsSet claims) {
    return revokedLogins.contains(String.valueOf(claims.getClaim("origin_jti")));
  }

  private JsonObject issue(Login login, Instant now) {
    TokenClaims claims =
        triggers.tokens(
            login.pool(),
            login.client(),
            login.user(),
            new TokenClaims(idClaims(login, now), accessClaims(login, now)));
    JWTClaimsSet id = Objects.requireNonNull(claims.id());
    SigningKey key = login.pool().signingKey();
    long seconds = login.client().lives().access().toSeconds();
    return operations.unlocked(
        () -> {
          String accessToken = key.sign(claims.access());
          return new JsonObject()
              .put("AccessToken", accessToken)
              .put("ExpiresIn", seconds)
              .put("TokenType", "Bearer")
              .put("IdToken", key.sign(login.grant().bound(id, accessToken)));
        });
  }

  private JWTClaimsSet idClaims(Login login, Instant now) {
    PoolUser user = login.user();
    JWTClaimsSet.Builder claims =
        common(login, "id", now, login.client().lives().id())
            .audience(login.client().id())
            .claim("cognito:username", user.username());
    List<String> roles = login.pool().rolesOf(user);
    if (!roles.isEmpty()) {
      claims.claim("cognito:roles", roles);
      login
          .pool()
          .preferredRoleOf(user)
          .ifPresent(role -> claims.claim("cognito:preferred_role", role));
    }
    user.attributes()
        .forEach(
            (name, value) -> {
              if (!name.equals("sub")
                  && login.client().mayRead(name)
                  && login.grant().reveals(name)) {
                claims.claim(name, name.endsWith("_verified") ? Boolean.valueOf(value) : value);
              }
            });
    if (login.grant().nonce() != null) {
      claims.claim("nonce", login.grant().nonce());
    }
    return claims.build();
  }

  private JWTClaimsSet accessClaims(Login login, Instant now) {
    JWTClaimsSet.Builder claims =
        common(login, "access", now, login.client().lives().access())
            .claim("client_id", login.client().id())
            .claim("username", login.user().username())
            .claim("scope", login.grant().scope())
            .claim("version", login.grant().direct() ? null : 2);
    if (login.device() != null) {
      claims.claim("device_key", login.device());
    }
    return claims.build();
  }

  private JWTClaimsSet.Builder common(Login login, String use, Instant now, Duration life) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .subject(login.user().sub())
            .issuer(login.pool().issuer())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(life)))
            .jwtID(UUID.randomUUID().toString())
            .claim("origin_jti", login.id())
            .claim("event_id", UUID.randomUUID().toString())
            .claim("token_use", use)
            .claim("auth_time", login.at().getEpochSecond());
    if (!login.user().groups().isEmpty()) {
      claims.claim("cognito:groups", List.copyOf(login.user().groups()));
    }
    return claims;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private static AwsError refused(String message) {
    return new AwsError("NotAuthorizedException", message);
  }
}
