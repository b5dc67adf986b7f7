package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The rules for the attributes of users, beside those of the pool's schema. */
final class Attributes {
  private Attributes() {}

  static void check(UserPool pool, Map<String, String> attributes) {
    if (attributes.containsKey("sub")) {
      throw invalid("Cannot modify the non-mutable attribute sub");
    }
    pool.settings().schema().check(attributes);
    attributes.forEach(
        (name, value) -> {
          if (name.equals("email") && !isEmail(value)) {
            throw invalid("Invalid email address format.");
          }
          if (name.equals("phone_number") && !isPhoneNumber(value)) {
            throw invalid("Invalid phone number format.");
          }
        });
  }

  /**
   * The same for attributes that users set themselves, through an app client that may write them;
   * they cannot mark their own addresses as verified.
   */
  static void checkOwn(UserPool pool, AppClient client, Map<String, String> attributes) {
    check(pool, attributes);
    checkWritable(client, attributes.keySet());
  }

  static void checkWritable(AppClient client, Collection<String> names) {
    for (String name : names) {
      if (name.equals("email_verified")
          || name.equals("phone_number_verified")
          || !client.mayWrite(name)) {
        throw new AwsError(
            "NotAuthorizedException", "A client attempted to write unauthorized attribute");
      }
    }
  }

  /** Refuses names that no user of a pool can have. */
  static void checkNames(UserPool pool, Collection<String> names) {
    for (String name : names) {
      if (!name.equals("sub") && !pool.settings().schema().knows(name)) {
        throw invalid("One or more requested attributes do not exist.");
      }
    }
  }

  /**
   * Returns changes with the marks of new addresses, which are unverified unless a change says so.
   */
  static Map<String, String> withMarks(PoolUser user, Map<String, String> changes) {
    Map<String, String> all = new LinkedHashMap<>(changes);
    for (Codes.Way way : Codes.Way.values()) {
      String known = user.attribute(way.attribute());
      if (!changes.getOrDefault(way.attribute(), known).equals(known)) {
        all.putIfAbsent(way.verified(), "false");
      }
    }
    return all;
  }

  /** Refuses marks of addresses that a user has not, before the changes or with them. */
  static void checkMarks(PoolUser user, Map<String, String> changes) {
    for (Codes.Way way : Codes.Way.values()) {
      String address = changes.getOrDefault(way.attribute(), user.attribute(way.attribute()));
      if (changes.containsKey(way.verified()) && address.isEmpty()) {
        throw invalid(
            way == Codes.Way.EMAIL
                ? "Email is required to verify/un-verify an email"
                : "Phone Number is required to verify/un-verify a phone number");
      }
    }
  }

  static boolean isPhoneNumber(String text) {
    return text.matches("\\+\\d{4,15}");
  }

  static boolean isEmail(String text) {
    return text.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
  }

  private static AwsError invalid(String message) {
    return new AwsError("InvalidParameterException", message);
  }
}
