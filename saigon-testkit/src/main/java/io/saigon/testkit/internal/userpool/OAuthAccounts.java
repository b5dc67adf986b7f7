package io.saigon.testkit.internal.userpool;

import com.nimbusds.jwt.JWTClaimsSet;
import io.saigon.testkit.internal.oauth.Accounts;
import io.saigon.testkit.internal.oauth.Grant;
import io.saigon.testkit.internal.oauth.OAuthClient;
import io.saigon.testkit.internal.trigger.TokenClaims;
import io.saigon.testkit.internal.wire.AwsError;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;

/** The pools as the endpoints of OAuth 2.0 see them. */
final class OAuthAccounts implements Accounts {
  private final UserPools pools;
  private final Clock clock;
  private final Tokens tokens;
  private final Logins logins;
  private final LoginSteps steps;
  private final Mfa mfa;
  private final PoolTriggers triggers;

  OAuthAccounts(
      UserPools pools,
      Clock clock,
      Tokens tokens,
      Logins logins,
      LoginSteps steps,
      Mfa mfa,
      PoolTriggers triggers) {
    this.pools = pools;
    this.clock = clock;
    this.tokens = tokens;
    this.logins = logins;
    this.steps = steps;
    this.mfa = mfa;
    this.triggers = triggers;
  }

  @Override
  public <T> T exclusively(Supplier<T> action) {
    return pools.operations().exclusively(action);
  }

  @Override
  public Optional<OAuthClient> client(String poolId, String clientId) {
    return pools
        .findClient(clientId)
        .filter(client -> pools.poolOf(client).id().equals(poolId))
        .map(
            client ->
                new OAuthClient(
                    poolId, clientId, client.secret(), client.revokes(), client.oauth()));
  }

  @Override
  public String clientToken(OAuthClient client, Set<String> scopes) {
    UserPool pool = pools.pool(client.poolId());
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .subject(client.id())
            .issuer(pool.issuer())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(accessTokenLife(client))))
            .jwtID(UUID.randomUUID().toString())
            .claim("token_use", "access")
            .claim("scope", String.join(" ", new TreeSet<>(scopes)))
            .claim("auth_time", now.getEpochSecond())
            .claim("version", 2)
            .claim("client_id", client.id())
            .build();
    TokenClaims changed =
        triggers.clientTokens(pool, appClient(client), new TokenClaims(null, claims));
    return pools.operations().unlocked(() -> pool.signingKey().sign(changed.access()));
  }

  @Override
  public Duration accessTokenLife(OAuthClient client) {
    return appClient(client).lives().access();
  }

  @Override
  public JsonObject logIn(OAuthClient client, String username, String password) {
    return logins.withPassword(
        pools.pool(client.poolId()),
        appClient(client).forPages(),
        Map.of("USERNAME", username, "PASSWORD", password));
  }

  @Override
  public JsonObject answer(
      OAuthClient client, String challenge, String session, Map<String, String> answers) {
    AppClient app = appClient(client).forPages();
    return switch (challenge) {
      case "NEW_PASSWORD_REQUIRED" -> steps.newPassword(app, session, answers);
      case "SELECT_MFA_TYPE" -> steps.selectedFactor(app, session, answers);
      case "MFA_SETUP" -> steps.factorSetup(app, session, answers);
      case "SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP" ->
          steps.secondFactor(challenge, app, session, answers);
      default ->
          throw new AwsError(
              "NotAuthorizedException", "The local AWS has no page for the challenge " + challenge);
    };
  }

  @Override
  public JsonObject associate(String session) {
    return mfa.associate(pools.operations().params(new JsonObject().put("Session", session)));
  }

  @Override
  public JsonObject verify(String session, String code) {
    return mfa.verify(
        pools.operations().params(new JsonObject().put("Session", session).put("UserCode", code)));
  }

  @Override
  public boolean mayLogIn(String poolId, String sub) {
    return pools.pool(poolId).find(sub).filter(PoolUser::enabled).isPresent();
  }

  @Override
  public JsonObject tokens(OAuthClient client, String sub, Instant at, Grant grant) {
    UserPool pool = pools.pool(client.poolId());
    return answer(
        tokens.granted(
            pool,
            appClient(client),
            pool.user(sub),
            null,
            at.truncatedTo(ChronoUnit.SECONDS),
            grant),
        grant);
  }

  @Override
  public JsonObject refresh(OAuthClient client, String refreshToken) {
    Tokens.Login login = tokens.find(refreshToken);
    if (login == null || !login.client().id().equals(client.id())) {
      throw new AwsError("NotAuthorizedException", "Invalid Refresh Token");
    }
    LoginSteps.checkMayLogIn(login.user());
    AppClient app = appClient(client);
    JsonObject issued = tokens.refresh(login, app);
    if (app.rotation() != null) {
      issued.put("RefreshToken", tokens.rotate(refreshToken, app.rotation()));
    }
    return answer(issued, login.grant());
  }

  @Override
  public void revoke(OAuthClient client, String refreshToken) {
    Tokens.Login login = tokens.find(refreshToken);
    if (login != null && login.client().id().equals(client.id())) {
      tokens.revoke(login);
    }
  }

  @Override
  public JsonObject userInfo(String poolId, String accessToken) {
    UserPool pool = pools.pool(poolId);
    JWTClaimsSet claims = tokens.verified(pool, accessToken);
    Grant grant = Grant.of(String.valueOf(claims.getClaim("scope")));
    grant.checkUserInfo();
    PoolUser user = pool.user(claims.getSubject());
    AppClient client = pools.clientOf(claims);
    JsonObject json = new JsonObject();
    user.attributes()
        .forEach(
            (name, value) -> {
              if (client.mayRead(name) && grant.reveals(name)) {
                json.put(name, value);
              }
            });
    return json.put("username", user.username());
  }

  private static JsonObject answer(JsonObject issued, Grant grant) {
    JsonObject json = new JsonObject();
    if (grant.identifies()) {
      json.put("id_token", issued.getString("IdToken"));
    }
    json.put("access_token", issued.getString("AccessToken"));
    if (issued.containsKey("RefreshToken")) {
      json.put("refresh_token", issued.getString("RefreshToken"));
    }
    return json.put("expires_in", issued.getValue("ExpiresIn")).put("token_type", "Bearer");
  }

  private AppClient appClient(OAuthClient client) {
    return pools.findClient(client.id()).orElseThrow(() -> UserPools.noClient(client.id()));
  }
}
