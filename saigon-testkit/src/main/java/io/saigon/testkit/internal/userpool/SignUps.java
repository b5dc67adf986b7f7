package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Operations without a log-in: sign-up, and recovery by a code. */
final class SignUps {
  private final UserPools pools;
  private final Clock clock;
  private final Codes codes;
  private final PoolTriggers triggers;
  private final Migrations migrations;

  SignUps(UserPools pools, Clock clock, Codes codes, PoolTriggers triggers, Migrations migrations) {
    this.pools = pools;
    this.triggers = triggers;
    this.migrations = migrations;
    this.clock = clock;
    this.codes = codes;
  }

  void register(Operations operations) {
    operations
        .open("SignUp", this::signUp)
        .open("ConfirmSignUp", this::confirm)
        .open("ResendConfirmationCode", this::resend)
        .open("ForgotPassword", this::forgot)
        .open("ConfirmForgotPassword", this::confirmForgot);
  }

  private JsonObject signUp(Params params) {
    UserPool pool = pool(params);
    if (pool.settings().adminsCreateUsers()) {
      throw new AwsError("NotAuthorizedException", "SignUp is not permitted for this user pool");
    }
    Map<String, String> attributes = params.attributes("UserAttributes");
    Attributes.checkOwn(pool, pools.client(params), attributes);
    String username = params.text("Username");
    Map<String, String> named = pool.settings().signIn().named(username, attributes);
    pool.settings().schema().checkRequired(named);
    String password = password(pool, params);
    NewUsers users = new NewUsers(clock, "User already exists");
    PoolUser user = users.prepare(pool, username, attributes, UserStatus.UNCONFIRMED);
    AutoConfirmation automatic =
        AutoConfirmation.of(user, triggers.preSignUp(pool, user.username(), named, "SignUp"));
    if (password != null) {
      user.password(password, null, UserStatus.UNCONFIRMED, clock.instant());
    }
    automatic.apply(pool, user, clock.instant());
    users.put(pool, user, false);
    JsonObject answer =
        new JsonObject().put("UserConfirmed", automatic.user()).put("UserSub", user.sub());
    if (automatic.user()) {
      triggers.postConfirmation(pool, user, "ConfirmSignUp");
      return answer;
    }
    return way(pool, user)
        .map(way -> answer.mergeIn(sent(user, Codes.Purpose.SIGN_UP, way, "CustomMessage_SignUp")))
        .orElse(answer);
  }

  /** Returns the password, which a user who can log in by a code may do without. */
  private static @Nullable String password(UserPool pool, Params params) {
    if (params.text("Password", "").isEmpty() && pool.settings().isPasswordless()) {
      return null;
    }
    String password = params.text("Password");
    pool.passwords().check(password);
    return password;
  }

  private JsonObject confirm(Params params) {
    params.need("ClientId", "Username", "ConfirmationCode");
    PoolUser user = user(params, Codes::expired);
    String code = params.text("ConfirmationCode");
    if (user.status() != UserStatus.UNCONFIRMED) {
      throw new AwsError(
          "NotAuthorizedException", "User cannot be confirmed. Current status is " + user.status());
    }
    Codes.Way way = codes.check(user, Codes.Purpose.SIGN_UP, code);
    Map<String, String> verified = Map.of(way.verified(), "true");
    boolean moves = params.flag("ForceAliasCreation");
    Aliases.claim(pool(params), user, verified, moves, clock.instant());
    codes.redeem(user, Codes.Purpose.SIGN_UP, code);
    user.attributes(verified, clock.instant());
    user.status(UserStatus.CONFIRMED, clock.instant());
    triggers.postConfirmation(pool(params), user, "ConfirmSignUp");
    return new JsonObject();
  }

  private JsonObject resend(Params params) {
    if (isHidden(params)) {
      return deliveryToMissingUser(params.text("Username"));
    }
    PoolUser user = user(params, SignUps::notFound);
    if (user.status() != UserStatus.UNCONFIRMED) {
      throw new AwsError("InvalidParameterException", "User is already confirmed.");
    }
    Codes.Way way =
        way(pool(params), user)
            .orElseThrow(
                () ->
                    new AwsError(
                        "InvalidParameterException",
                        "Cannot resend codes. Auto verification not turned on."));
    return sent(user, Codes.Purpose.SIGN_UP, way, "CustomMessage_ResendCode");
  }

  private JsonObject forgot(Params params) {
    migrations.atForgotPassword(pool(params), pools.client(params), params.text("Username"));
    if (isHidden(params)) {
      return deliveryToMissingUser(params.text("Username"));
    }
    PoolUser user = user(params, SignUps::notFound);
    if (!user.enabled() && pools.client(params).hidesUsers()) {
      return deliveryToMissingUser(params.text("Username"));
    }
    if (!user.enabled()) {
      throw new AwsError("NotAuthorizedException", "User is disabled.");
    }
    Codes.Way way = PasswordOperations.recoveryWay(pool(params), user);
    return sent(user, Codes.Purpose.PASSWORD, way, "CustomMessage_ForgotPassword");
  }

  private JsonObject confirmForgot(Params params) {
    params.need("ClientId", "Username", "ConfirmationCode", "Password");
    String password = params.text("Password");
    pool(params).passwords().check(password);
    PoolUser user = user(params, Codes::expired);
    codes.check(user, Codes.Purpose.PASSWORD, params.text("ConfirmationCode"));
    pool(params).passwords().checkHistory(user, password);
    codes.redeem(user, Codes.Purpose.PASSWORD, params.text("ConfirmationCode"));
    user.password(password, null, UserStatus.CONFIRMED, clock.instant());
    triggers.postConfirmation(pool(params), user, "ConfirmForgotPassword");
    return new JsonObject();
  }

  /** Returns the channel to a user, of those that the pool verifies: SMS, or else mail. */
  private static Optional<Codes.Way> way(UserPool pool, PoolUser user) {
    return Stream.of(Codes.Way.values())
        .filter(way -> pool.settings().verifiesAtSignUp(way.attribute()))
        .filter(way -> !user.attribute(way.attribute()).isEmpty())
        .findFirst();
  }

  private JsonObject sent(PoolUser user, Codes.Purpose purpose, Codes.Way way, String trigger) {
    codes.send(user, purpose, way, trigger);
    return delivery(way, user.attribute(way.attribute()));
  }

  /** Returns the answer for a missing user, in the form of that for an existing one. */
  private static JsonObject deliveryToMissingUser(String username) {
    if (Attributes.isPhoneNumber(username)) {
      return delivery(Codes.Way.SMS, username);
    }
    return delivery(
        Codes.Way.EMAIL, Attributes.isEmail(username) ? username : username + "@" + username);
  }

  private static JsonObject delivery(Codes.Way way, String address) {
    return new JsonObject().put("CodeDeliveryDetails", AttributeOperations.delivery(way, address));
  }

  private UserPool pool(Params params) {
    AppClient client = pools.client(params);
    SecretHash.check(client, params.text("Username"), params.optionalText("SecretHash"));
    return pools.poolOf(client);
  }

  /** Returns whether the user does not exist and the client hides that. */
  private boolean isHidden(Params params) {
    return pool(params).find(params.text("Username")).isEmpty()
        && pools.client(params).hidesUsers();
  }

  /**
   * Returns the user.
   *
   * @param hidden the answer if there is none and the client hides that
   */
  private PoolUser user(Params params, Supplier<AwsError> hidden) {
    return pool(params)
        .find(params.text("Username"))
        .orElseThrow(() -> isHidden(params) ? hidden.get() : notFound());
  }

  private static AwsError notFound() {
    return new AwsError("UserNotFoundException", "Username/client id combination not found.");
  }
}
