package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonArray;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The attributes that the users of a pool may have.
 *
 * @param anyCustom whether every custom attribute is a text of any length, as in pools that a test
 *     creates without AWS's calls
 */
record Schema(Map<String, SchemaAttribute> attributes, boolean anyCustom) {
  private static final String CUSTOM = "custom:";
  private static final int MAX_LENGTH = 2048;

  static final Schema ANY = new Schema(standard(), true);

  private static Map<String, SchemaAttribute> standard() {
    Map<String, SchemaAttribute> all = new LinkedHashMap<>();
    for (String name :
        List.of(
            "name",
            "given_name",
            "family_name",
            "middle_name",
            "nickname",
            "preferred_username",
            "profile",
            "picture",
            "website",
            "email",
            "gender",
            "zoneinfo",
            "locale",
            "phone_number",
            "address")) {
      all.put(name, SchemaAttribute.text(name, 0, MAX_LENGTH));
    }
    all.put("birthdate", SchemaAttribute.text("birthdate", 10, 10));
    all.put("email_verified", SchemaAttribute.flag("email_verified"));
    all.put("phone_number_verified", SchemaAttribute.flag("phone_number_verified"));
    all.put("updated_at", SchemaAttribute.number("updated_at"));
    return all;
  }

  /** Reads the schema of CreateUserPool, which changes standard attributes and adds custom ones. */
  static Schema of(Params params) {
    Map<String, SchemaAttribute> all = standard();
    for (Params given : params.objects("Schema")) {
      String name = given.text("Name");
      if (all.containsKey(name)) {
        all.put(name, standard(given, name));
      } else {
        add(all, given);
      }
    }
    return new Schema(all, false);
  }

  // A standard attribute keeps its type.
  private static SchemaAttribute standard(Params given, String name) {
    SchemaAttribute known = Objects.requireNonNull(ANY.attributes().get(name));
    SchemaAttribute wanted = SchemaAttribute.of(given, name);
    if (given.has("AttributeDataType") && !wanted.type().equals(known.type())) {
      throw invalid(
          "You can not change AttributeDataType or set developerOnlyAttribute for the standard schema attribute "
              + name);
    }
    return new SchemaAttribute(
        name,
        known.type(),
        wanted.mutable(),
        wanted.required(),
        wanted.least() == null ? known.least() : wanted.least(),
        wanted.most() == null ? known.most() : wanted.most());
  }

  Schema withCustom(List<Params> added) {
    Map<String, SchemaAttribute> all = new LinkedHashMap<>(attributes);
    added.forEach(given -> add(all, given));
    return new Schema(all, anyCustom);
  }

  private static void add(Map<String, SchemaAttribute> all, Params given) {
    String name = CUSTOM + given.text("Name");
    if (given.flag("Required")) {
      throw invalid("Required custom attributes are not supported currently.");
    }
    if (given.flag("DeveloperOnlyAttribute")) {
      throw invalid("The local AWS has no attributes for developers only");
    }
    if (all.putIfAbsent(name, SchemaAttribute.of(given, name)) != null) {
      throw invalid(name + ": Existing attribute already has name " + name + ".");
    }
  }

  boolean knows(String name) {
    return attributes.containsKey(name) || (anyCustom && name.startsWith(CUSTOM));
  }

  /** Checks the types and lengths of values. */
  void check(Map<String, String> values) {
    List<String> broken = new ArrayList<>();
    values.forEach(
        (name, value) -> {
          SchemaAttribute attribute = attributes.get(name);
          if (attribute != null && !value.isEmpty()) {
            attribute.broken(value).ifPresent(rule -> broken.add(name + ": " + rule));
          } else if (!knows(name)) {
            broken.add("Type for attribute {" + name + "} could not be determined");
          }
        });
    fail(broken);
  }

  /** Checks that all attributes that a new user needs are there. */
  void checkRequired(Map<String, String> values) {
    fail(missing(values).stream().map(name -> name + ": The attribute is required").toList());
  }

  /** Checks that no value changes that must not. */
  void checkMutable(PoolUser user, Map<String, String> changes) {
    changes.forEach(
        (name, value) -> {
          if (!user.attribute(name).equals(value)) {
            checkMutable(user, List.of(name));
          }
        });
  }

  void checkMutable(PoolUser user, Collection<String> names) {
    for (String name : names) {
      SchemaAttribute attribute = attributes.get(name);
      if (attribute != null && !attribute.mutable() && !user.attribute(name).isEmpty()) {
        throw invalid("user." + name + ": Attribute cannot be updated.");
      }
    }
  }

  /** Returns the names of required attributes that have no value. */
  List<String> missing(Map<String, String> values) {
    return attributes.values().stream()
        .filter(SchemaAttribute::required)
        .map(SchemaAttribute::name)
        .filter(name -> values.getOrDefault(name, "").isEmpty())
        .toList();
  }

  List<String> required() {
    return attributes.values().stream()
        .filter(SchemaAttribute::required)
        .map(SchemaAttribute::name)
        .toList();
  }

  JsonArray toJson() {
    JsonArray json = new JsonArray();
    json.add(
        new SchemaAttribute(
                "sub", "String", false, true, BigDecimal.ONE, BigDecimal.valueOf(MAX_LENGTH))
            .toJson());
    attributes.values().forEach(attribute -> json.add(attribute.toJson()));
    return json;
  }

  private static void fail(List<String> broken) {
    if (!broken.isEmpty()) {
      throw invalid("Attributes did not conform to the schema: " + String.join("\n", broken));
    }
  }

  private static AwsError invalid(String message) {
    return new AwsError("InvalidParameterException", message);
  }
}
