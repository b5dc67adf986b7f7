package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Ids;

/** What a password must have: 8 characters, upper and lower case letters, and digits. */
final class PasswordPolicy {
  private PasswordPolicy() {}

  static void check(String password) {
    if (password.length() < 8) {
      throw refused("Password not long enough");
    }
    if (password.length() > 256) {
      throw refused("Password too long");
    }
    if (password.chars().noneMatch(Character::isUpperCase)) {
      throw refused("Password must have uppercase characters");
    }
    if (password.chars().noneMatch(Character::isLowerCase)) {
      throw refused("Password must have lowercase characters");
    }
    if (password.chars().noneMatch(Character::isDigit)) {
      throw refused("Password must have numeric characters");
    }
  }

  static String generate() {
    return "A" + Ids.mixed(12) + "z" + Ids.digits(2);
  }

  private static AwsError refused(String why) {
    return new AwsError("InvalidPasswordException", "Password did not conform with policy: " + why);
  }
}
