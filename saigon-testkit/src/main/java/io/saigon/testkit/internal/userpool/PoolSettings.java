package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Json;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The settings that a pool is created with. */
record PoolSettings(Naming naming, PasswordPolicy passwords) {
  /** The attributes that users log in by. */
  enum Naming {
    /** The name alone. */
    NAME,
    /** The name, and a verified e-mail address. */
    NAME_OR_EMAIL,
    /** The e-mail address; the name is generated. */
    EMAIL
  }

  private static final List<String> EMAIL = List.of("email");

  static final PoolSettings SIMPLE = new PoolSettings(Naming.NAME, PasswordPolicy.SIMPLE);

  static PoolSettings of(Params params) {
    params.oneOf("DeletionProtection", "INACTIVE", List.of("ACTIVE", "INACTIVE"));
    params.oneOf("UserPoolTier", "ESSENTIALS", List.of("LITE", "ESSENTIALS", "PLUS"));
    if (params.oneOf("MfaConfiguration", "OFF", List.of("OFF", "ON", "OPTIONAL")).equals("ON")) {
      throw new AwsError(
          "InvalidParameterException",
          "The local AWS demands no second factor of all users; each may have one of their own");
    }
    List<String> names = params.texts("UsernameAttributes");
    List<String> aliases = params.texts("AliasAttributes");
    if (!names.isEmpty() && !aliases.isEmpty()) {
      throw new AwsError(
          "InvalidParameterException",
          "Only one of the aliasAttributes or usernameAttributes can be set in a user pool.");
    }
    if (!(names.isEmpty() || names.equals(EMAIL))
        || !(aliases.isEmpty() || aliases.equals(EMAIL))) {
      throw new AwsError(
          "InvalidParameterException",
          "The local AWS knows email alone as a username attribute or alias");
    }
    return new PoolSettings(
        names.isEmpty() ? aliases.isEmpty() ? Naming.NAME : Naming.NAME_OR_EMAIL : Naming.EMAIL,
        PasswordPolicy.of(params));
  }

  void addTo(JsonObject json) {
    json.put("Policies", passwords.described());
    if (naming == Naming.EMAIL) {
      json.put("UsernameAttributes", Json.array(EMAIL));
    } else if (naming == Naming.NAME_OR_EMAIL) {
      json.put("AliasAttributes", Json.array(EMAIL));
    }
  }
}
