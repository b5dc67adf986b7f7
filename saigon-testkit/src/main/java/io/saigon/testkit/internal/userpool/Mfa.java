package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Ids;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Second factors of users: codes by SMS, by e-mail and from an authenticator app. */
final class Mfa {
  /** A challenge for a user, and the names that its answer may choose from. */
  record Question(String name, JsonObject parameters, Set<String> choices) {}

  /** The settings of a factor in a user's preference. */
  private record Setting(Factor factor, Params params) {
    boolean enabled() {
      return params.flag("Enabled");
    }

    boolean preferred() {
      return params.flag("PreferredMfa");
    }
  }

  private final UserPools pools;
  private final Clock clock;
  private final Tokens tokens;
  private final Codes codes;
  private final Sessions sessions;

  Mfa(UserPools pools, Clock clock, Tokens tokens, Codes codes, Sessions sessions) {
    this.pools = pools;
    this.clock = clock;
    this.tokens = tokens;
    this.codes = codes;
    this.sessions = sessions;
  }

  void register(Operations operations) {
    operations
        .signed("SetUserPoolMfaConfig", this::configure)
        .signed("GetUserPoolMfaConfig", params -> pools.pool(params).mfa().toJson())
        .open("AssociateSoftwareToken", this::associate)
        .open("VerifySoftwareToken", this::verify)
        .open(
            "SetUserMFAPreference",
            params -> prefer(poolOfToken(params), userOfToken(params), params))
        .signed(
            "AdminSetUserMFAPreference",
            params -> {
              UserPool pool = pools.pool(params);
              return prefer(pool, pool.user(params.text("Username")), params);
            });
  }

  private JsonObject configure(Params params) {
    UserPool pool = pools.pool(params);
    pool.mfa(MfaConfig.of(params));
    return pool.mfa().toJson();
  }

  /** Returns the challenge for a user whose first factor is verified, or empty for none. */
  Optional<Question> question(UserPool pool, PoolUser user) {
    Set<Factor> factors = factors(pool, user);
    Factor preferred = user.secondFactor().preferred();
    if (preferred != null && factors.contains(preferred)) {
      return Optional.of(ask(user, preferred));
    }
    if (factors.size() == 1) {
      return Optional.of(ask(user, factors.iterator().next()));
    }
    if (!factors.isEmpty()) {
      return Optional.of(choice("SELECT_MFA_TYPE", "MFAS_CAN_CHOOSE", user, factors));
    }
    return pool.mfa().isRequired()
        ? Optional.of(choice("MFA_SETUP", "MFAS_CAN_SETUP", user, pool.mfa().factors()))
        : Optional.empty();
  }

  /** Returns whether a second factor follows the first one. */
  boolean isDemanded(UserPool pool, PoolUser user) {
    return pool.mfa().isRequired() || !factors(pool, user).isEmpty();
  }

  /** The factors that a user has enabled; if the pool requires one, any that could be used. */
  private static Set<Factor> factors(UserPool pool, PoolUser user) {
    Set<Factor> factors = new TreeSet<>(user.secondFactor().enabled());
    factors.retainAll(pool.mfa().factors());
    if (factors.isEmpty() && pool.mfa().isRequired()) {
      pool.mfa().factors().stream()
          .filter(f -> f.way().filter(w -> !user.attribute(w.attribute()).isEmpty()).isPresent())
          .forEach(factors::add);
    }
    return factors;
  }

  private static Question choice(
      String challenge, String parameter, PoolUser user, Set<Factor> factors) {
    return new Question(
        challenge,
        new JsonObject()
            .put("USER_ID_FOR_SRP", user.username())
            .put(parameter, Factor.names(factors)),
        factors.stream().map(Factor::name).collect(Collectors.toUnmodifiableSet()));
  }

  /** Sends the code of a factor, if one is sent, and returns the challenge. */
  Question ask(PoolUser user, Factor factor) {
    JsonObject parameters = new JsonObject().put("USER_ID_FOR_SRP", user.username());
    factor
        .way()
        .ifPresentOrElse(
            way -> {
              codes.send(user, Codes.Purpose.LOGIN, way, "CustomMessage_Authentication");
              parameters
                  .put("CODE_DELIVERY_DELIVERY_MEDIUM", way.name())
                  .put(
                      "CODE_DELIVERY_DESTINATION", Masked.of(way, user.attribute(way.attribute())));
            },
            () -> parameters.put("FRIENDLY_DEVICE_NAME", "app"));
    return new Question(factor.name(), parameters, Set.of());
  }

  void check(PoolUser user, String challenge, Map<String, String> answers) {
    String code = Logins.required(answers, challenge + "_CODE");
    if (!challenge.equals("SOFTWARE_TOKEN_MFA")) {
      codes.redeem(user, Codes.Purpose.LOGIN, code);
    } else if (!user.secondFactor().accepts(code, clock.instant())) {
      throw new AwsError("CodeMismatchException", "Invalid code received for user");
    }
  }

  JsonObject associate(Params params) {
    if (!params.has("Session")) {
      requireTotp(poolOfToken(params));
      return new JsonObject()
          .put("SecretCode", Totp.base32(userOfToken(params).secondFactor().associate()));
    }
    String session = params.text("Session");
    Sessions.Pending pending = sessions.find(session, "MFA_SETUP");
    requireTotp(pending.pool());
    String secret = Totp.base32(Ids.bytes(32));
    return new JsonObject()
        .put("SecretCode", secret)
        .put("Session", sessions.replace(session, pending.with(new Sessions.Setup(secret, false))));
  }

  JsonObject verify(Params params) {
    String code = params.matching("UserCode", "[0-9]+");
    if (!params.has("Session")) {
      if (!userOfToken(params).secondFactor().confirm(code, clock.instant())) {
        throw codeMismatch();
      }
      return new JsonObject().put("Status", "SUCCESS");
    }
    String session = params.text("Session");
    Sessions.Pending pending = sessions.find(session, "MFA_SETUP");
    String secret = pending.setup() == null ? null : pending.setup().secretCode();
    if (secret == null) {
      throw new AwsError(
          "SoftwareTokenMFANotFoundException", "No software token is associated with the session.");
    }
    if (!pending.user().secondFactor().confirm(Totp.decoded(secret), code, clock.instant())) {
      throw codeMismatch();
    }
    return new JsonObject()
        .put("Status", "SUCCESS")
        .put("Session", sessions.replace(session, pending.with(new Sessions.Setup(secret, true))));
  }

  private static AwsError codeMismatch() {
    return new AwsError("EnableSoftwareTokenMFAException", "Code mismatch");
  }

  private static void requireTotp(UserPool pool) {
    if (!pool.mfa().factors().contains(Factor.SOFTWARE_TOKEN_MFA)) {
      throw new AwsError(
          "SoftwareTokenMFANotFoundException",
          "Software Token MFA has not been enabled by the userPool");
    }
  }

  private static JsonObject prefer(UserPool pool, PoolUser user, Params params) {
    List<Setting> settings = settings(params);
    if (settings.stream().filter(Setting::preferred).count() > 1) {
      throw invalid("Only one MFA can be set as preferred");
    }
    settings.forEach(setting -> check(pool, user, setting));
    for (Setting setting : settings) {
      if (setting.enabled()) {
        user.secondFactor().enable(setting.factor(), setting.preferred());
      } else {
        user.secondFactor().disable(setting.factor());
      }
    }
    return new JsonObject();
  }

  private static List<Setting> settings(Params params) {
    List<Setting> settings = new ArrayList<>();
    for (Factor factor : Factor.values()) {
      String name =
          switch (factor) {
            case SMS_MFA -> "SMSMfaSettings";
            case SOFTWARE_TOKEN_MFA -> "SoftwareTokenMfaSettings";
            case EMAIL_OTP -> "EmailMfaSettings";
          };
      if (params.has(name)) {
        settings.add(new Setting(factor, params.object(name)));
      }
    }
    return settings;
  }

  private static void check(UserPool pool, PoolUser user, Setting setting) {
    Factor factor = setting.factor();
    if (!setting.enabled()) {
      if (setting.preferred()) {
        throw invalid("An MFA that is not enabled can't be set as preferred");
      }
      return;
    }
    if (!pool.mfa().factors().contains(factor)) {
      throw invalid(factor + " is not enabled for the user pool");
    }
    boolean usable =
        factor
            .way()
            .map(way -> !user.attribute(way.attribute()).isEmpty())
            .orElseGet(() -> user.secondFactor().hasTotp());
    if (!usable) {
      throw invalid(
          factor == Factor.SOFTWARE_TOKEN_MFA
              ? "User has not verified software token mfa"
              : "User does not have delivery config set to turn on " + factor);
    }
  }

  private UserPool poolOfToken(Params params) {
    return pools.poolOfToken(params.text("AccessToken"));
  }

  private PoolUser userOfToken(Params params) {
    UserPool pool = poolOfToken(params);
    return pool.user(tokens.checked(pool, params.text("AccessToken")).getSubject());
  }

  private static AwsError invalid(String message) {
    return new AwsError("InvalidParameterException", message);
  }
}
