package io.saigon.testkit.internal.oauth;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The scopes that every pool has, and lists of scopes as parameters have them. */
final class Scopes {
  static final String OPENID = "openid";
  static final String EMAIL = "email";
  static final String PHONE = "phone";
  static final String PROFILE = "profile";

  /** Authorizes the operations of a user with an access token. */
  static final String ADMIN = "aws.cognito.signin.user.admin";

  static final List<String> STANDARD = List.of(OPENID, EMAIL, PHONE, PROFILE);

  private Scopes() {}

  static boolean isReserved(String scope) {
    return STANDARD.contains(scope) || scope.equals(ADMIN);
  }

  /** Reads a list that is separated by spaces, in its order and without repetitions. */
  static Set<String> parsed(String text) {
    Set<String> scopes = new LinkedHashSet<>(List.of(text.trim().split(" +")));
    scopes.remove("");
    return scopes;
  }
}
