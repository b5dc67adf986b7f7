package io.saigon.testkit.internal.userpool;

import com.nimbusds.jwt.JWTClaimsSet;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/** Operations of users with an access token. */
final class SelfService {
  private final UserPools pools;
  private final Clock clock;
  private final Tokens tokens;

  SelfService(UserPools pools, Clock clock, Tokens tokens) {
    this.pools = pools;
    this.clock = clock;
    this.tokens = tokens;
  }

  void register(Operations operations) {
    operations
        .open("GetUser", this::get)
        .open("ChangePassword", this::changePassword)
        .open("UpdateUserAttributes", this::updateAttributes)
        .open("DeleteUser", this::delete)
        .open("GlobalSignOut", this::signOut)
        .open("RevokeToken", this::revoke);
  }

  private JsonObject get(Params params) {
    PoolUser user = user(params);
    return new JsonObject()
        .put("Username", user.username())
        .put("UserAttributes", user.attributeList(Set.of()));
  }

  private JsonObject changePassword(Params params) {
    params.need("ProposedPassword");
    PoolUser user = user(params);
    if (!user.hasPassword(params.text("PreviousPassword"))) {
      throw Logins.incorrect();
    }
    String password = params.text("ProposedPassword");
    pools.poolOfToken(params.text("AccessToken")).passwords().check(password);
    user.password(password, null, UserStatus.CONFIRMED, clock.instant());
    return new JsonObject();
  }

  private JsonObject updateAttributes(Params params) {
    params.need("UserAttributes");
    PoolUser user = user(params);
    Map<String, String> attributes = params.attributes("UserAttributes");
    Attributes.checkOwn(attributes);
    pools.poolOfToken(params.text("AccessToken")).checkAlias(user, attributes);
    user.attributes(attributes, clock.instant());
    return new JsonObject();
  }

  private JsonObject delete(Params params) {
    PoolUser user = user(params);
    tokens.revokeAll(user);
    pools.poolOfToken(params.text("AccessToken")).users().remove(user.username());
    return new JsonObject();
  }

  private JsonObject signOut(Params params) {
    tokens.revokeAll(user(params));
    return new JsonObject();
  }

  private JsonObject revoke(Params params) {
    AppClient client = pools.client(params);
    String secret = client.secret();
    if (secret != null && !secret.equals(params.optionalText("ClientSecret"))) {
      throw new AwsError("UnauthorizedException", "Invalid client secret");
    }
    String token = params.text("Token");
    if (token.split("\\.", -1).length == 3) {
      throw new AwsError(
          "UnsupportedTokenTypeException", "Revocation is not supported for this token type");
    }
    Tokens.Login login = tokens.find(token);
    if (login != null) {
      if (!login.client().id().equals(client.id())) {
        throw new AwsError("UnauthorizedException", "Token was not issued to this client");
      }
      tokens.revoke(login);
    }
    return new JsonObject();
  }

  private PoolUser user(Params params) {
    String token = params.text("AccessToken");
    UserPool pool = pools.poolOfToken(token);
    JWTClaimsSet claims = tokens.checked(pool, token);
    return pool.find(claims.getSubject())
        .orElseThrow(() -> new AwsError("UserNotFoundException", "User does not exist."));
  }
}
