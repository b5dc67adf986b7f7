package io.saigon.cognito;

import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Set;

/** The names that an id token confirms as its user's and nobody else's. */
final class UserNames {
  private UserNames() {}

  /**
   * Returns the name in the pool, and of the aliases those that the pool verified. A preferred user
   * name is the user's free choice where the pool does not take it as an alias.
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

  /** Returns the name if the token confirms it, else the name in the pool if it holds one. */
  static String confirmed(String name, JsonObject idClaims) {
    return !confirmed(idClaims).contains(name)
            && idClaims.getValue("cognito:username") instanceof String inPool
        ? inPool
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
