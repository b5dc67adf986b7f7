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
 */
record PasswordPolicy(
    int length,
    boolean upperCase,
    boolean lowerCase,
    boolean numbers,
    boolean symbols,
    Duration temporary) {
  private static final String SYMBOLS = "^$*.[]{}()?-\"!@#%&/\\,><':;|_~`=+ ";

  /** The policy of pools that a test creates without AWS's calls: no symbols are required. */
  static final PasswordPolicy SIMPLE =
      new PasswordPolicy(8, true, true, true, false, Duration.ofDays(7));

  /** Reads the policy of CreateUserPool, whose defaults are strict. */
  static PasswordPolicy of(Params params) {
    if (!params.object("Policies").has("PasswordPolicy")) {
      return new PasswordPolicy(8, true, true, true, true, Duration.ofDays(7));
    }
    Params policy = params.object("Policies").object("PasswordPolicy");
    return new PasswordPolicy(
        policy.number("MinimumLength", 8, 6, 99),
        policy.flag("RequireUppercase"),
        policy.flag("RequireLowercase"),
        policy.flag("RequireNumbers"),
        policy.flag("RequireSymbols"),
        Duration.ofDays(policy.number("TemporaryPasswordValidityDays", 7, 0, 365)));
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
                .put("TemporaryPasswordValidityDays", temporary.toDays()));
  }

  private static AwsError refused(String why) {
    return new AwsError("InvalidPasswordException", "Password did not conform with policy: " + why);
  }
}
