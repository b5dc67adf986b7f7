package io.saigon.testkit.internal.userpool;

import com.nimbusds.jwt.JWTClaimsSet;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Json;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Collectors;

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
        .open("GetUserAuthFactors", this::factors)
        .open("ChangePassword", this::changePassword)
        .open("DeleteUser", this::delete)
        .open("GlobalSignOut", this::signOut)
        .open("RevokeToken", this::revoke);
  }

  private JsonObject get(Params params) {
    PoolUser user = user(params);
    JsonObject json =
        new JsonObject()
            .put("Username", user.username())
            .put("UserAttributes", user.attributeList(readable(params, user)));
    user.secondFactor().addTo(json);
    return json;
  }

  private Set<String> readable(Params params, PoolUser user) {
    String token = params.text("AccessToken");
    AppClient client = pools.clientOf(tokens.checked(pools.poolOfToken(token), token));
    return user.attributes().keySet().stream()
        .filter(client::mayRead)
        .collect(Collectors.toUnmodifiableSet());
  }

  private JsonObject factors(Params params) {
    PoolUser user = user(params);
    UserPool pool = pools.poolOfToken(params.text("AccessToken"));
    JsonObject json =
        new JsonObject()
            .put("Username", user.username())
            .put("ConfiguredUserAuthFactors", Json.array(ChoiceLogins.configured(pool, user)));
    user.secondFactor().addTo(json);
    return json;
  }

  private JsonObject changePassword(Params params) {
    params.need("ProposedPassword");
    PoolUser user = user(params);
    if (user.password() != null && !user.hasPassword(params.text("PreviousPassword"))) {
      throw Logins.incorrect();
    }
    String password = params.text("ProposedPassword");
    PasswordPolicy policy = pools.poolOfToken(params.text("AccessToken")).passwords();
    policy.check(password);
    policy.checkHistory(user, password);
    user.password(password, null, UserStatus.CONFIRMED, clock.instant());
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
    if (!client.revokes()) {
      throw new AwsError(
          "UnsupportedOperationException", "Token revocation is not enabled for the client.");
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
