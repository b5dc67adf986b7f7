package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Paging;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Administrators' operations on users. */
final class UserOperations {
  private final UserPools pools;
  private final Clock clock;
  private final Tokens tokens;
  private final Outbox outbox;
  private final PoolTriggers triggers;

  UserOperations(
      UserPools pools, Clock clock, Tokens tokens, Outbox outbox, PoolTriggers triggers) {
    this.triggers = triggers;
    this.pools = pools;
    this.clock = clock;
    this.tokens = tokens;
    this.outbox = outbox;
  }

  void register(Operations operations) {
    operations
        .signed("AdminCreateUser", this::create)
        .signed(
            "AdminGetUser",
            params -> {
              JsonObject json = user(params).toJson("UserAttributes");
              user(params).secondFactor().addTo(json);
              return json;
            })
        .signed("AdminDeleteUser", this::delete)
        .signed("AdminConfirmSignUp", this::confirm)
        .signed("AdminDisableUser", params -> enable(params, false))
        .signed("AdminEnableUser", params -> enable(params, true))
        .signed("AdminUserGlobalSignOut", this::signOut)
        .signed("ListUsers", this::list);
  }

  private JsonObject create(Params params) {
    UserPool pool = pools.pool(params);
    String username = params.text("Username");
    String action = params.oneOf("MessageAction", "", List.of("RESEND", "SUPPRESS"));
    List<String> mediums = params.someOf("DesiredDeliveryMediums", List.of("SMS", "EMAIL"));
    Map<String, String> attributes = params.attributes("UserAttributes");
    Attributes.check(pool, attributes);
    if (isPasswordless(pool, params)) {
      PoolUser user = added(pool, username, params);
      user.status(UserStatus.CONFIRMED, clock.instant());
      return new JsonObject().put("User", user.toJson("Attributes"));
    }
    String password =
        params.text("TemporaryPassword", "").isEmpty()
            ? pool.passwords().generate()
            : params.text("TemporaryPassword");
    pool.passwords().check(password);
    PoolUser user =
        action.equals("RESEND")
            ? resent(pool, username, attributes)
            : added(pool, username, params);
    user.password(
        password,
        clock.instant().plus(pool.passwords().temporary()),
        UserStatus.FORCE_CHANGE_PASSWORD,
        clock.instant());
    if (!action.equals("SUPPRESS")) {
      invite(user, mediums, password);
    }
    return new JsonObject().put("User", user.toJson("Attributes"));
  }

  /** Returns whether a user without a password could log in by a code. */
  private static boolean isPasswordless(UserPool pool, Params params) {
    if (!params.text("TemporaryPassword", "").isEmpty() || !pool.settings().isPasswordless()) {
      return false;
    }
    Map<String, String> attributes = named(pool, params);
    return attributes.containsKey("email") || attributes.containsKey("phone_number");
  }

  private static Map<String, String> named(UserPool pool, Params params) {
    return pool.settings()
        .signIn()
        .named(params.text("Username"), params.attributes("UserAttributes"));
  }

  private PoolUser added(UserPool pool, String username, Params params) {
    Map<String, String> attributes = named(pool, params);
    NewUsers users = new NewUsers(clock);
    PoolUser user = users.prepare(pool, username, attributes, UserStatus.FORCE_CHANGE_PASSWORD);
    Attributes.checkMarks(user, attributes);
    // What else the function answers, Cognito ignores for users of administrators.
    triggers.preSignUp(pool, user.username(), attributes, "AdminCreateUser");
    users.put(pool, user, params.flag("ForceAliasCreation"));
    return user;
  }

  /** Sends an invitation by SMS by default, as Cognito does, if there is a number; else by mail. */
  private void invite(PoolUser user, List<String> mediums, String password) {
    String trigger = "CustomMessage_AdminCreateUser";
    if (mediums.contains("EMAIL") || user.attribute("phone_number").isEmpty()) {
      outbox.mail(user, trigger, password);
    }
    if (!mediums.equals(List.of("EMAIL")) && !user.attribute("phone_number").isEmpty()) {
      outbox.sms(user, trigger, password);
    }
  }

  private PoolUser resent(UserPool pool, String username, Map<String, String> attributes) {
    PoolUser user = pool.user(username);
    if (user.status() != UserStatus.FORCE_CHANGE_PASSWORD) {
      throw new AwsError(
          "UnsupportedUserStateException",
          "Resend not possible. %s is not in FORCE_CHANGE_PASSWORD state".formatted(username));
    }
    Aliases.claim(pool, user, attributes, false, clock.instant());
    user.attributes(Attributes.withMarks(user, attributes), clock.instant());
    return user;
  }

  private JsonObject delete(Params params) {
    PoolUser user = user(params);
    tokens.revokeAll(user);
    pools.pool(params).users().remove(user.username());
    return new JsonObject();
  }

  private JsonObject confirm(Params params) {
    PoolUser user = user(params);
    if (user.status() != UserStatus.UNCONFIRMED) {
      throw new AwsError(
          "NotAuthorizedException", "User cannot be confirmed. Current status is " + user.status());
    }
    user.status(UserStatus.CONFIRMED, clock.instant());
    triggers.postConfirmation(pools.pool(params), user, "ConfirmSignUp");
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

  private JsonObject signOut(Params params) {
    tokens.revokeAll(user(params));
    return new JsonObject();
  }

  private JsonObject list(Params params) {
    UserPool pool = pools.pool(params);
    Set<String> wanted = Set.copyOf(params.texts("AttributesToGet"));
    Attributes.checkNames(pool, wanted);
    UserFilter filter = UserFilter.parse(params.text("Filter", ""));
    List<PoolUser> users = pool.users().values().stream().filter(filter::matches).toList();
    Paging<PoolUser> page =
        Paging.of(
            users,
            params.number("Limit", 60, 1, 60),
            params.optionalText("PaginationToken"),
            PoolUser::sub,
            UserPools::wrongToken);
    JsonArray items = new JsonArray();
    page.items().forEach(user -> items.add(user.toJson("Attributes", wanted)));
    return page.next("PaginationToken", new JsonObject().put("Users", items));
  }

  private PoolUser user(Params params) {
    return pools.pool(params).user(params.text("Username"));
  }
}
