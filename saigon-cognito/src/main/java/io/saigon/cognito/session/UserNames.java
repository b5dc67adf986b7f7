package io.saigon.cognito.session;

import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Set;

/** The user names that an ID token confirms as unique to its user. */
final class UserNames {
  private UserNames() {}

  /**
   * Returns the user name and the verified aliases. A preferred user name is left out: a pool that
   * does not use it as an alias lets users choose any.
   */
  static Set<String> confirmed(JsonObject idClaims) {
    Set<String> names = new HashSet<>();
    add(names, idClaims.getValue("cognito:username"));
    if (isTrue(idClaims.getValue("email_verified"))) {
      add(names, idClaims.getValue("email"));
    }
    if (isTrue(idClaims.getValue("phone_number_verified"))) {
      add(names, idClaims.getValue("phone_number"));
    }
    return names;
  }

  /** Returns the name if the token confirms it, else the token's user name if it has one. */
  static String confirmed(String name, JsonObject idClaims) {
    return !confirmed(idClaims).contains(name)
            && idClaims.getValue("cognito:username") instanceof String username
        ? username
        : name;
  }

  private static boolean isTrue(Object claim) {
    return "true".equals(String.valueOf(claim));
  }

  private static void add(Set<String> names, Object claim) {
    if (claim instanceof String name && !name.isBlank()) {
      names.add(name);
    }
  }
}
