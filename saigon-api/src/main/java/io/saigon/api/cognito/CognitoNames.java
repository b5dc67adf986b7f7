package io.saigon.api.cognito;

import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Limits of the Cognito API reference (UsernameType, GroupNameType, AttributeType, PasswordType).
 */
final class CognitoNames {
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]{1,128}");
  private static final int ATTRIBUTE_NAME = 32;
  private static final int ATTRIBUTE_VALUE = 2048;
  private static final int PASSWORD = 256;

  private CognitoNames() {}

  static void checkName(String what, String name) {
    if (!NAME.matcher(Objects.requireNonNull(name, what)).matches()) {
      throw new IllegalArgumentException(
          what + " must be 1 to 128 characters, without blanks and control characters");
    }
  }

  static Map<String, String> checkAttributes(Map<String, String> attributes) {
    attributes.forEach(
        (name, value) -> {
          if (name.length() > ATTRIBUTE_NAME || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                "The name of an attribute must be 1 to 32 characters, without blanks");
          }
          if (value.length() > ATTRIBUTE_VALUE) {
            throw new IllegalArgumentException(
                "The attribute %s has %d characters; Cognito takes %d at most"
                    .formatted(name, value.length(), ATTRIBUTE_VALUE));
          }
        });
    return Map.copyOf(attributes);
  }

  static void checkPassword(String what, String password) {
    if (password.isEmpty() || password.length() > PASSWORD) {
      throw new IllegalArgumentException("%s must be 1 to %d characters".formatted(what, PASSWORD));
    }
  }
}
