package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Paging;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What administrators do with users. */
final class UserOperations {
  private static final Duration TEMPORARY = Duration.ofDays(7);

  private final UserPools pools;
  private final Clock clock;
  private final Tokens tokens;

  UserOperations(UserPools pools, Clock clock, Tokens tokens) {
    this.pools = pools;
    this.clock = clock;
    this.tokens = tokens;
  }

  void register(Operations operations) {
    operations
        .signed("AdminCreateUser", this::create)
        .signed("AdminGetUser", params -> user(params).toJson("UserAttributes"))
        .signed("AdminDeleteUser", this::delete)
        .signed("AdminConfirmSignUp", this::confirm)
        .signed("AdminSetUserPassword", this::setPassword)
        .signed("AdminUpdateUserAttributes", this::updateAttributes)
        .signed("AdminDisableUser", params -> enable(params, false))
        .signed("AdminEnableUser", params -> enable(params, true))
        .signed("AdminResetUserPassword", this::resetPassword)
        .signed("AdminUserGlobalSignOut", this::signOut)
        .signed("ListUsers", this::list);
  }

  private JsonObject create(Params params) {
    UserPool pool = pools.pool(params.text("UserPoolId"));
    String username = params.text("Username");
    Map<String, String> attributes = params.attributes("UserAttributes");
    Attributes.check(attributes);
    String password =
        params.text("TemporaryPassword", "").isEmpty()
            ? PasswordPolicy.generate()
            : params.text("TemporaryPassword");
    PasswordPolicy.check(password);
    PoolUser user =
        params.text("MessageAction", "").equals("RESEND")
            ? resent(pool, username)
            : new NewUsers(clock).add(pool, username, UserStatus.FORCE_CHANGE_PASSWORD);
    user.attributes(attributes, clock.instant());
    user.password(
        password,
        clock.instant().plus(TEMPORARY),
        UserStatus.FORCE_CHANGE_PASSWORD,
        clock.instant());
    return new JsonObject().put("User", user.toJson("Attributes"));
  }

  private static PoolUser resent(UserPool pool, String username) {
    PoolUser user = pool.user(username);
    if (user.status() != UserStatus.FORCE_CHANGE_PASSWORD) {
      throw new AwsError(
          "UnsupportedUserStateException",
          "Resend not possible. %s is not in FORCE_CHANGE_PASSWORD state".formatted(username));
    }
    return user;
  }

  private JsonObject delete(Params params) {
    PoolUser user = user(params);
    tokens.revokeAll(user);
    pools.pool(params.text("UserPoolId")).users().remove(user.username());
    return new JsonObject();
  }

  private JsonObject confirm(Params params) {
    PoolUser user = user(params);
    if (user.status() != UserStatus.UNCONFIRMED) {
      throw new AwsError(
          "NotAuthorizedException", "User cannot be confirmed. Current status is " + user.status());
    }
    user.status(UserStatus.CONFIRMED, clock.instant());
    return new JsonObject();
  }

  private JsonObject setPassword(Params params) {
    PoolUser user = user(params);
    String password = params.text("Password");
    PasswordPolicy.check(password);
    if (params.flag("Permanent")) {
      user.password(password, null, UserStatus.CONFIRMED, clock.instant());
    } else {
      user.password(
          password,
          clock.instant().plus(TEMPORARY),
          UserStatus.FORCE_CHANGE_PASSWORD,
          clock.instant());
    }
    return new JsonObject();
  }

  private JsonObject updateAttributes(Params params) {
    PoolUser user = user(params);
    Map<String, String> attributes = params.attributes("UserAttributes");
    Attributes.check(attributes);
    user.attributes(attributes, clock.instant());
    return new JsonObject();
  }

  private JsonObject enable(Params params, boolean enabled) {
    PoolUser user = user(params);
    user.enable(enabled, clock.instant());
    if (!enabled) {
      tokens.revokeAll(user);
    }
    return new JsonObject();
  }

  private JsonObject resetPassword(Params params) {
    user(params).status(UserStatus.RESET_REQUIRED, clock.instant());
    return new JsonObject();
  }

  private JsonObject signOut(Params params) {
    tokens.revokeAll(user(params));
    return new JsonObject();
  }

  private JsonObject list(Params params) {
    UserPool pool = pools.pool(params.text("UserPoolId"));
    UserFilter filter = UserFilter.parse(params.text("Filter", ""));
    List<PoolUser> users = pool.users().values().stream().filter(filter::matches).toList();
    Paging<PoolUser> page =
        Paging.of(
            users,
            params.number("Limit", 60, 1, 60),
            params.optionalText("PaginationToken"),
            UserPools::wrongToken);
    JsonArray items = new JsonArray();
    page.items().forEach(user -> items.add(user.toJson("Attributes")));
    return page.next("PaginationToken", new JsonObject().put("Users", items));
  }

  private PoolUser user(Params params) {
    return pools.pool(params.text("UserPoolId")).user(params.text("Username"));
  }
}
