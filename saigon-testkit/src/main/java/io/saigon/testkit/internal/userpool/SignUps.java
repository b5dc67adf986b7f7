package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Map;

/** What users do without being logged in: sign up, and get back in with a code they are sent. */
final class SignUps {
  private final UserPools pools;
  private final Clock clock;
  private final Codes codes;

  SignUps(UserPools pools, Clock clock, Codes codes) {
    this.pools = pools;
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
    Map<String, String> attributes = params.attributes("UserAttributes");
    Attributes.check(attributes);
    String password = params.text("Password");
    PasswordPolicy.check(password);
    PoolUser user;
    try {
      user = new NewUsers(clock).add(pool, params.text("Username"), UserStatus.UNCONFIRMED);
    } catch (AwsError e) {
      throw e.code().equals("UsernameExistsException")
          ? new AwsError(e.code(), "User already exists")
          : e;
    }
    user.attributes(attributes, clock.instant());
    user.password(password, null, UserStatus.UNCONFIRMED, clock.instant());
    JsonObject answer = new JsonObject().put("UserConfirmed", false).put("UserSub", user.sub());
    return user.attribute("email").isEmpty() ? answer : answer.mergeIn(sent(user));
  }

  private JsonObject confirm(Params params) {
    PoolUser user = user(params);
    String code = params.text("ConfirmationCode");
    if (user.status() != UserStatus.UNCONFIRMED) {
      throw new AwsError(
          "NotAuthorizedException", "User cannot be confirmed. Current status is " + user.status());
    }
    codes.redeem(user, code);
    user.attributes(Map.of("email_verified", "true"), clock.instant());
    user.status(UserStatus.CONFIRMED, clock.instant());
    return new JsonObject();
  }

  private JsonObject resend(Params params) {
    PoolUser user = user(params);
    if (user.status() != UserStatus.UNCONFIRMED) {
      throw new AwsError("InvalidParameterException", "User is already confirmed.");
    }
    return sent(user);
  }

  private JsonObject forgot(Params params) {
    PoolUser user = user(params);
    if (user.status() == UserStatus.FORCE_CHANGE_PASSWORD) {
      throw new AwsError(
          "NotAuthorizedException", "User password cannot be reset in the current state.");
    }
    if (!user.attribute("email_verified").equals("true")) {
      throw new AwsError(
          "InvalidParameterException",
          "Cannot reset password for the user as there is no registered/verified email or"
              + " phone_number");
    }
    return sent(user);
  }

  private JsonObject confirmForgot(Params params) {
    PoolUser user = user(params);
    String password = params.text("Password");
    PasswordPolicy.check(password);
    codes.redeem(user, params.text("ConfirmationCode"));
    user.password(password, null, UserStatus.CONFIRMED, clock.instant());
    return new JsonObject();
  }

  private JsonObject sent(PoolUser user) {
    codes.send(user);
    return new JsonObject()
        .put(
            "CodeDeliveryDetails",
            new JsonObject()
                .put("AttributeName", "email")
                .put("DeliveryMedium", "EMAIL")
                .put("Destination", Masked.email(user.attribute("email"))));
  }

  private UserPool pool(Params params) {
    AppClient client = pools.client(params.text("ClientId"));
    SecretHash.check(client, params.text("Username"), params.optionalText("SecretHash"));
    return pools.poolOf(client);
  }

  private PoolUser user(Params params) {
    return pool(params)
        .find(params.text("Username"))
        .orElseThrow(
            () ->
                new AwsError("UserNotFoundException", "Username/client id combination not found."));
  }
}
