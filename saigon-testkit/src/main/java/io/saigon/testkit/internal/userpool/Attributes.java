package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** The attributes that users may have: OpenID's standard ones, and any custom one. */
final class Attributes {
  private static final Set<String> STANDARD =
      Set.of(
          "address",
          "birthdate",
          "email",
          "email_verified",
          "family_name",
          "gender",
          "given_name",
          "locale",
          "middle_name",
          "name",
          "nickname",
          "phone_number",
          "phone_number_verified",
          "picture",
          "preferred_username",
          "profile",
          "updated_at",
          "website",
          "zoneinfo");

  private Attributes() {}

  static void check(Map<String, String> attributes) {
    attributes.forEach(
        (name, value) -> {
          if (name.equals("sub")) {
            throw invalid("Cannot modify the non-mutable attribute sub");
          }
          if (!isKnown(name)) {
            throw invalid(
                "Attributes did not conform to the schema: Type for attribute {"
                    + name
                    + "} could not be determined");
          }
          if (name.equals("email") && !isEmail(value)) {
            throw invalid("Invalid email address format.");
          }
          if (name.equals("phone_number") && !value.matches("\\+\\d{4,15}")) {
            throw invalid("Invalid phone number format.");
          }
        });
  }

  /**
   * The same for attributes that users set themselves; they cannot mark their own addresses as
   * verified.
   */
  static void checkOwn(Map<String, String> attributes) {
    check(attributes);
    if (attributes.containsKey("email_verified")
        || attributes.containsKey("phone_number_verified")) {
      throw new AwsError(
          "NotAuthorizedException", "A client attempted to write unauthorized attribute");
    }
  }

  /** Refuses names that no user can have. */
  static void checkNames(Collection<String> names) {
    for (String name : names) {
      if (!name.equals("sub") && !isKnown(name)) {
        throw invalid("One or more requested attributes do not exist.");
      }
    }
  }

  private static boolean isKnown(String name) {
    return STANDARD.contains(name) || name.startsWith("custom:");
  }

  static boolean isEmail(String text) {
    return text.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
  }

  private static AwsError invalid(String message) {
    return new AwsError("InvalidParameterException", message);
  }
}
