package io.saigon.testkit.internal.model;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks texts, numbers and bytes. */
final class Scalars {
  private static final String MUST_HAVE = "Member must have ";

  private Scalars() {}

  /** Returns the rules that a value violates. */
  static List<String> violated(Shape shape, Object value) {
    return switch (shape.type()) {
      case "string" -> violatedByText(shape, text(value));
      case "blob" -> listOf(violatedLength(shape, bytes(text(value))));
      case "integer", "long" -> listOf(violatedRange(shape, "value", number(value)));
      case "boolean" -> {
        if (!(value instanceof Boolean) && !value.equals("true") && !value.equals("false")) {
          throw new RequestModel.WrongType("a boolean");
        }
        yield List.of();
      }
      default -> List.of();
    };
  }

  private static List<String> listOf(@Nullable String rule) {
    return rule == null ? List.of() : List.of(rule);
  }

  static @Nullable String violatedLength(Shape shape, long length) {
    return violatedRange(shape, "length", length);
  }

  private static List<String> violatedByText(Shape shape, String text) {
    if (!shape.values().isEmpty()) {
      return shape.values().contains(text)
          ? List.of()
          : List.of("Member must satisfy enum value set: " + shape.values());
    }
    List<String> rules =
        new ArrayList<>(listOf(violatedLength(shape, text.codePointCount(0, text.length()))));
    if (shape.pattern() != null && !shape.pattern().matcher(text).matches()) {
      rules.add("Member must satisfy regular expression pattern: " + shape.pattern());
    }
    return rules;
  }

  private static @Nullable String violatedRange(Shape shape, String what, long size) {
    if (shape.least() != null && size < shape.least()) {
      return MUST_HAVE + what + " greater than or equal to " + shape.least();
    }
    if (shape.most() != null && size > shape.most()) {
      return MUST_HAVE + what + " less than or equal to " + shape.most();
    }
    return null;
  }

  private static String text(Object value) {
    if (!(value instanceof String text)) {
      throw new RequestModel.WrongType("a text");
    }
    return text;
  }

  /** In the query protocol numbers are texts. */
  private static long number(Object value) {
    if (value instanceof Number number) {
      return number.longValue();
    }
    try {
      return Long.parseLong(text(value));
    } catch (NumberFormatException e) {
      throw new RequestModel.WrongType("a number");
    }
  }

  private static long bytes(String base64) {
    try {
      return Base64.getDecoder().decode(base64).length;
    } catch (IllegalArgumentException e) {
      throw new RequestModel.WrongType("base64");
    }
  }
}
