package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Second factors: codes by SMS, by e-mail and from an authenticator app. */
final class Mfa {
  /** A challenge for a user. */
  record Question(String name, JsonObject parameters) {}

  private final UserPools pools;
  private final Clock clock;
  private final Tokens tokens;
  private final Codes codes;

  Mfa(UserPools pools, Clock clock, Tokens tokens, Codes codes) {
    this.pools = pools;
    this.clock = clock;
    this.tokens = tokens;
    this.codes = codes;
  }

  void register(Operations operations) {
    operations
        .open("AssociateSoftwareToken", this::associate)
        .open("VerifySoftwareToken", this::verify)
        .open("SetUserMFAPreference", params -> prefer(byToken(params), params))
        .signed(
            "AdminSetUserMFAPreference",
            params -> prefer(pools.pool(params).user(params.text("Username")), params));
  }

  Optional<Question> question(PoolUser user) {
    String challenge = user.secondFactor().challenge();
    if (challenge == null) {
      return Optional.empty();
    }
    JsonObject parameters = new JsonObject().put("USER_ID_FOR_SRP", user.username());
    if (challenge.equals("SOFTWARE_TOKEN_MFA")) {
      return Optional.of(new Question(challenge, parameters.put("FRIENDLY_DEVICE_NAME", "app")));
    }
    Codes.Way way = challenge.equals("SMS_MFA") ? Codes.Way.SMS : Codes.Way.EMAIL;
    codes.send(user, Codes.Purpose.LOGIN, way, "CustomMessage_Authentication");
    parameters
        .put("CODE_DELIVERY_DELIVERY_MEDIUM", way.name())
        .put("CODE_DELIVERY_DESTINATION", Masked.of(way, user.attribute(way.attribute())));
    return Optional.of(new Question(challenge, parameters));
  }

  void check(PoolUser user, String challenge, Map<String, String> answers) {
    String code = Logins.required(answers, challenge + "_CODE");
    if (!challenge.equals("SOFTWARE_TOKEN_MFA")) {
      codes.redeem(user, Codes.Purpose.LOGIN, code);
    } else if (!user.secondFactor().accepts(code, clock.instant())) {
      throw new AwsError("CodeMismatchException", "Invalid code received for user");
    }
  }

  private JsonObject associate(Params params) {
    return new JsonObject()
        .put("SecretCode", Totp.base32(byToken(params).secondFactor().associate()));
  }

  private JsonObject verify(Params params) {
    String code = params.matching("UserCode", "[0-9]+");
    if (!byToken(params).secondFactor().confirm(code, clock.instant())) {
      throw new AwsError("EnableSoftwareTokenMFAException", "Code mismatch");
    }
    return new JsonObject().put("Status", "SUCCESS");
  }

  private static JsonObject prefer(PoolUser user, Params params) {
    String chosen = null;
    if (enabled(params, "SMSMfaSettings")) {
      needs(!user.attribute("phone_number").isEmpty(), "User does not have delivery config set");
      chosen = "SMS_MFA";
    }
    if (enabled(params, "EmailMfaSettings")) {
      needs(!user.attribute("email").isEmpty(), "User does not have delivery config set");
      chosen = "EMAIL_OTP";
    }
    if (enabled(params, "SoftwareTokenMfaSettings")) {
      needs(user.secondFactor().hasTotp(), "User has not verified software token mfa");
      chosen = "SOFTWARE_TOKEN_MFA";
    }
    user.secondFactor().challenge(chosen);
    return new JsonObject();
  }

  private static boolean enabled(Params params, String settings) {
    return params.object(settings).flag("Enabled");
  }

  private static void needs(boolean fulfilled, String message) {
    if (!fulfilled) {
      throw new AwsError("InvalidParameterException", message);
    }
  }

  private PoolUser byToken(Params params) {
    String token = params.text("AccessToken");
    UserPool pool = pools.poolOfToken(token);
    return pool.user(tokens.checked(pool, token).getSubject());
  }
}
