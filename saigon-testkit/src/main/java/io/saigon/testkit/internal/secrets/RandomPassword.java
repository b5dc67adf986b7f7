package io.saigon.testkit.internal.secrets;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** GetRandomPassword: from the kinds of characters that are not excluded. */
final class RandomPassword {
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomPassword() {}

  static JsonObject of(Params params) {
    int length = params.number("PasswordLength", 32, 1, 4096);
    List<String> kinds = kinds(params);
    boolean each = !params.has("RequireEachIncludedType") || params.flag("RequireEachIncludedType");
    if (kinds.isEmpty()) {
      throw refused("No characters are left that the password could be made of.");
    }
    if (each && length < kinds.size()) {
      throw refused("Password length is too short based on the required types.");
    }
    List<Character> characters = new ArrayList<>();
    if (each) {
      kinds.forEach(kind -> characters.add(one(kind)));
    }
    String all = String.join("", kinds);
    while (characters.size() < length) {
      characters.add(one(all));
    }
    Collections.shuffle(characters, RANDOM);
    StringBuilder password = new StringBuilder(length);
    characters.forEach(password::append);
    return new JsonObject().put("RandomPassword", password.toString());
  }

  private static List<String> kinds(Params params) {
    String excluded = params.text("ExcludeCharacters", "");
    List<String> kinds = new ArrayList<>();
    add(kinds, params.flag("ExcludeLowercase"), "abcdefghijklmnopqrstuvwxyz", excluded);
    add(kinds, params.flag("ExcludeUppercase"), "ABCDEFGHIJKLMNOPQRSTUVWXYZ", excluded);
    add(kinds, params.flag("ExcludeNumbers"), "0123456789", excluded);
    add(kinds, params.flag("ExcludePunctuation"), "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", excluded);
    add(kinds, !params.flag("IncludeSpace"), " ", excluded);
    return kinds;
  }

  private static void add(List<String> kinds, boolean without, String kind, String excluded) {
    StringBuilder left = new StringBuilder();
    kind.chars()
        .filter(c -> !without && excluded.indexOf(c) < 0)
        .forEach(c -> left.append((char) c));
    if (left.length() > 0) {
      kinds.add(left.toString());
    }
  }

  private static char one(String kind) {
    return kind.charAt(RANDOM.nextInt(kind.length()));
  }

  private static AwsError refused(String message) {
    return new AwsError("InvalidParameterException", message);
  }
}
