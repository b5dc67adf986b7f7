package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An attribute of a pool's schema.
 *
 * @param least shortest length of a text, or smallest number; null for none
 * @param most longest length of a text, or largest number; null for none
 */
record SchemaAttribute(
    String name,
    String type,
    boolean mutable,
    boolean required,
    @Nullable BigDecimal least,
    @Nullable BigDecimal most) {
  private static final List<String> TYPES = List.of("String", "Number", "DateTime", "Boolean");
  private static final String STRING = "String";
  private static final String NUMBER = "Number";

  static SchemaAttribute text(String name, int least, int most) {
    return new SchemaAttribute(
        name, STRING, true, false, BigDecimal.valueOf(least), BigDecimal.valueOf(most));
  }

  static SchemaAttribute flag(String name) {
    return new SchemaAttribute(name, "Boolean", true, false, null, null);
  }

  static SchemaAttribute number(String name) {
    return new SchemaAttribute(name, NUMBER, true, false, BigDecimal.ZERO, null);
  }

  /** Reads an attribute of CreateUserPool or AddCustomAttributes. */
  static SchemaAttribute of(Params params, String name) {
    String type = params.oneOf("AttributeDataType", STRING, TYPES);
    Params bounds =
        params.object(
            type.equals(NUMBER) ? "NumberAttributeConstraints" : "StringAttributeConstraints");
    boolean number = type.equals(NUMBER);
    return new SchemaAttribute(
        name,
        type,
        !params.has("Mutable") || params.flag("Mutable"),
        params.flag("Required"),
        bound(bounds, number ? "MinValue" : "MinLength", type),
        bound(bounds, number ? "MaxValue" : "MaxLength", type));
  }

  private static @Nullable BigDecimal bound(Params bounds, String name, String type) {
    String text = type.equals(STRING) || type.equals(NUMBER) ? bounds.text(name, "") : "";
    try {
      return text.isEmpty() ? null : new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new AwsError("InvalidParameterException", name + " must be a number.");
    }
  }

  /** Returns the rule that a value breaks. */
  Optional<String> broken(String value) {
    return switch (type) {
      case NUMBER -> brokenNumber(value);
      case "Boolean" ->
          value.equals("true") || value.equals("false")
              ? Optional.empty()
              : Optional.of("Attribute must be a boolean");
      case "DateTime" -> Optional.empty();
      default -> brokenLength(value.length());
    };
  }

  private Optional<String> brokenNumber(String value) {
    BigDecimal number;
    try {
      number = new BigDecimal(value);
    } catch (NumberFormatException e) {
      return Optional.of("Attribute must be a number");
    }
    if (least != null && number.compareTo(least) < 0) {
      return Optional.of("Number must be at least " + least);
    }
    return most != null && number.compareTo(most) > 0
        ? Optional.of("Number must be no more than " + most)
        : Optional.empty();
  }

  private Optional<String> brokenLength(int length) {
    if (least != null && length < least.intValue()) {
      return Optional.of("String must be at least " + least + " characters");
    }
    return most != null && length > most.intValue()
        ? Optional.of("String must be no longer than " + most + " characters")
        : Optional.empty();
  }

  JsonObject toJson() {
    JsonObject bounds = new JsonObject();
    boolean number = type.equals(NUMBER);
    if (least != null) {
      bounds.put(number ? "MinValue" : "MinLength", least.toPlainString());
    }
    if (most != null) {
      bounds.put(number ? "MaxValue" : "MaxLength", most.toPlainString());
    }
    JsonObject json =
        new JsonObject()
            .put("Name", name)
            .put("AttributeDataType", type)
            .put("DeveloperOnlyAttribute", false)
            .put("Mutable", mutable)
            .put("Required", required);
    if (number) {
      json.put("NumberAttributeConstraints", bounds);
    } else if (type.equals(STRING)) {
      json.put("StringAttributeConstraints", bounds);
    }
    return json;
  }
}
