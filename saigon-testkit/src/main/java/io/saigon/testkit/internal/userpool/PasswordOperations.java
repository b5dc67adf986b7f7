package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonObject;
import java.time.Clock;

/** Administrators' operations on passwords, and the rules of their recovery. */
final class PasswordOperations {
  private final UserPools pools;
  private final Clock clock;
  private final Codes codes;

  PasswordOperations(UserPools pools, Clock clock, Codes codes) {
    this.pools = pools;
    this.clock = clock;
    this.codes = codes;
  }

  void register(Operations operations) {
    operations
        .signed("AdminSetUserPassword", this::set)
        .signed("AdminResetUserPassword", this::reset);
  }

  private JsonObject set(Params params) {
    params.need("Username", "Password");
    PoolUser user = user(params);
    String password = params.text("Password");
    PasswordPolicy policy = pools.pool(params).passwords();
    policy.check(password);
    policy.checkHistory(user, password);
    if (params.flag("Permanent")) {
      user.password(password, null, UserStatus.CONFIRMED, clock.instant());
    } else {
      user.password(
          password,
          clock.instant().plus(policy.temporary()),
          UserStatus.FORCE_CHANGE_PASSWORD,
          clock.instant());
    }
    return new JsonObject();
  }

  private JsonObject reset(Params params) {
    PoolUser user = user(params);
    Codes.Way way = recoveryWay(pools.pool(params), user);
    user.status(UserStatus.RESET_REQUIRED, clock.instant());
    codes.send(user, Codes.Purpose.PASSWORD, way, "CustomMessage_ForgotPassword");
    return new JsonObject();
  }

  /** Returns the verified channel by which a user gets a code for a new password. */
  static Codes.Way recoveryWay(UserPool pool, PoolUser user) {
    if (user.status() == UserStatus.FORCE_CHANGE_PASSWORD) {
      throw new AwsError(
          "NotAuthorizedException", "User password cannot be reset in the current state.");
    }
    PoolOptions options = pool.options();
    if (options.adminsRecover()) {
      throw new AwsError("NotAuthorizedException", "Contact administrator to reset password.");
    }
    return options.recoveryWays().stream()
        .filter(way -> !user.attribute(way.attribute()).isEmpty())
        .filter(way -> user.attribute(way.verified()).equals("true"))
        .filter(way -> way != Codes.Way.SMS || !options.forbidsSmsFor(user))
        .findFirst()
        .orElseThrow(
            () ->
                new AwsError(
                    "InvalidParameterException",
                    "Cannot reset password for the user as there is no registered/verified"
                        + " email or phone_number"));
  }

  private PoolUser user(Params params) {
    return pools.pool(params).user(params.text("Username"));
  }
}
