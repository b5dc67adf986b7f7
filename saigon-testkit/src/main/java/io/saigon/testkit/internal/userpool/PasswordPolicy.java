package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Ids;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * The rules that passwords must meet.
 *
 * @param temporary lifetime of a temporary password
 * @param history number of a user's last passwords that must not be used again
 */
record PasswordPolicy(
    int length,
    boolean upperCase,
    boolean lowerCase,
    boolean numbers,
    boolean symbols,
    Duration temporary,
    int history) {
  private static final String SYMBOLS = "^$*.[]{}()?-\"!@#%&/\\,><':;|_~`=+ ";

  /** The policy of pools that a test creates without AWS's calls: no symbols are required. */
  static final PasswordPolicy SIMPLE =
      new PasswordPolicy(8, true, true, true, false, Duration.ofDays(7), 0);

  /** Reads the policy of CreateUserPool, whose defaults are strict. */
  static PasswordPolicy of(Params params) {
    if (!params.object("Policies").has("PasswordPolicy")) {
      return new PasswordPolicy(8, true, true, true, true, days(params), 0);
    }
    Params policy = params.object("Policies").object("PasswordPolicy");
    return new PasswordPolicy(
        policy.number("MinimumLength", 8, 6, 99),
        policy.flag("RequireUppercase"),
        policy.flag("RequireLowercase"),
        policy.flag("RequireNumbers"),
        policy.flag("RequireSymbols"),
        days(params),
        policy.number("PasswordHistorySize", 0, 0, 24));
  }

  /** Returns the lifetime of temporary passwords, which a member that AWS has replaced may set. */
  private static Duration days(Params params) {
    String name = "TemporaryPasswordValidityDays";
    Params policy = params.object("Policies").object("PasswordPolicy");
    Params older = params.object("AdminCreateUserConfig");
    if (policy.has(name) && older.has("UnusedAccountValidityDays")) {
      throw new AwsError(
          "InvalidParameterException",
          "Please use TemporaryPasswordValidityDays in PasswordPolicy instead of"
              + " UnusedAccountValidityDays");
    }
    int days = older.number("UnusedAccountValidityDays", 7, 0, 365);
    return Duration.ofDays(policy.number(name, days, 0, 365));
  }

  /** Refuses one of a user's last passwords. */
  void checkHistory(PoolUser user, String password) {
    if (user.lastPasswords(history).contains(password)) {
      throw new AwsError(
          "PasswordHistoryPolicyViolationException", "Password has previously been used.");
    }
  }

  void check(String password) {
    if (password.length() < length) {
      throw refused("Password not long enough");
    }
    if (password.length() > 256) {
      throw refused("Password too long");
    }
    if (upperCase && password.chars().noneMatch(Character::isUpperCase)) {
      throw refused("Password must have uppercase characters");
    }
    if (lowerCase && password.chars().noneMatch(Character::isLowerCase)) {
      throw refused("Password must have lowercase characters");
    }
    if (numbers && password.chars().noneMatch(Character::isDigit)) {
      throw refused("Password must have numeric characters");
    }
    if (symbols && password.chars().noneMatch(c -> SYMBOLS.indexOf(c) >= 0)) {
      throw refused("Password must have symbol characters");
    }
  }

  String generate() {
    return "A" + Ids.mixed(Math.max(12, length)) + "z" + Ids.digits(2) + "-";
  }

  JsonObject described() {
    return new JsonObject()
        .put(
            "PasswordPolicy",
            new JsonObject()
                .put("MinimumLength", length)
                .put("RequireUppercase", upperCase)
                .put("RequireLowercase", lowerCase)
                .put("RequireNumbers", numbers)
                .put("RequireSymbols", symbols)
                .put("PasswordHistorySize", history)
                .put("TemporaryPasswordValidityDays", temporary.toDays()));
  }

  private static AwsError refused(String why) {
    return new AwsError("InvalidPasswordException", "Password did not conform with policy: " + why);
  }
}
