package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Json;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that the users of a pool sign in by.
 *
 * @param usernames attributes that are given as user names, while the real names are generated;
 *     empty where users choose their names
 * @param aliases attributes that stand for a chosen name
 */
record SignInAttributes(List<String> usernames, List<String> aliases) {
  private static final String USERNAMES = "UsernameAttributes";
  private static final String ALIASES = "AliasAttributes";
  private static final String PREFERRED_USERNAME = "preferred_username";
  private static final List<String> ADDRESSES = List.of("phone_number", "email");

  static final SignInAttributes NONE = new SignInAttributes(List.of(), List.of());

  /** Reads CreateUserPool. */
  static SignInAttributes of(Params params, Schema schema) {
    List<String> usernames = distinct(params.someOf(USERNAMES, ADDRESSES));
    List<String> aliases =
        distinct(
            params.someOf(
                ALIASES,
                Stream.concat(ADDRESSES.stream(), Stream.of(PREFERRED_USERNAME)).toList()));
    if (!usernames.isEmpty() && !aliases.isEmpty()) {
      throw invalid(
          "Only one of the aliasAttributes or usernameAttributes can be set in a user pool.");
    }
    if (aliases.contains(PREFERRED_USERNAME) && schema.required().contains(PREFERRED_USERNAME)) {
      throw invalid("preferred_username cannot be both a required attribute and an alias.");
    }
    return new SignInAttributes(usernames, aliases);
  }

  private static List<String> distinct(List<String> attributes) {
    return attributes.stream().distinct().toList();
  }

  List<String> all() {
    return Stream.concat(usernames.stream(), aliases.stream()).toList();
  }

  /** Returns whether an alias moves to the user who verifies its value. */
  boolean moves(String attribute) {
    return aliases.contains(attribute) && !attribute.equals(PREFERRED_USERNAME);
  }

  /** Returns the attribute that a new user's name is the value of, or null where it is a name. */
  @Nullable String attributeOf(String username) {
    if (usernames.isEmpty()) {
      checkChosen(username);
      return null;
    }
    return usernames.stream()
        .filter(attribute -> hasForm(attribute, username))
        .findFirst()
        .orElseThrow(() -> invalid("Username should be " + forms() + "."));
  }

  private void checkChosen(String username) {
    for (String alias : aliases) {
      if (hasForm(alias, username)) {
        throw invalid(
            "Username cannot be of %1$s format, since user pool is configured for %1$s alias."
                .formatted(alias.replace('_', ' ')));
      }
    }
  }

  private String forms() {
    if (usernames.size() > 1) {
      return "either an email or a phone number";
    }
    return usernames.contains("email") ? "an email" : "a phone number";
  }

  private static boolean hasForm(String attribute, String text) {
    return switch (attribute) {
      case "email" -> Attributes.isEmail(text);
      case "phone_number" -> Attributes.isPhoneNumber(text);
      default -> false;
    };
  }

  /** Returns the attributes of a new user, which the name may be one of. */
  Map<String, String> named(String username, Map<String, String> attributes) {
    String attribute = attributeOf(username);
    if (attribute == null) {
      return attributes;
    }
    Map<String, String> all = new LinkedHashMap<>(attributes);
    all.put(attribute, username);
    return all;
  }

  /** Refuses a preferred user name that is an alias, until the user is confirmed. */
  void checkPreferred(UserStatus status, Map<String, String> changes) {
    if (aliases.contains(PREFERRED_USERNAME)
        && status == UserStatus.UNCONFIRMED
        && changes.containsKey(PREFERRED_USERNAME)) {
      throw invalid(
          "Preferred username cannot be provided for unconfirmed account, since user pool is"
              + " configured for preferred username alias.");
    }
  }

  /**
   * Returns whether a user signs in by an attribute: one that the user signed up with, a verified
   * address, or the preferred name of a confirmed user.
   *
   * @param values attributes of the user, now or after a change
   */
  static boolean isActive(String attribute, PoolUser user, Map<String, String> values) {
    return attribute.equals(PREFERRED_USERNAME)
        ? user.status() != UserStatus.UNCONFIRMED
        : attribute.equals(user.nameAttribute())
            || "true".equals(values.get(attribute + "_verified"));
  }

  void addTo(JsonObject json) {
    if (!usernames.isEmpty()) {
      json.put(USERNAMES, Json.array(usernames));
    }
    if (!aliases.isEmpty()) {
      json.put(ALIASES, Json.array(aliases));
    }
  }

  private static AwsError invalid(String message) {
    return new AwsError("InvalidParameterException", message);
  }
}
