package io.saigon.testkit.internal.wire;

import io.saigon.testkit.internal.auth.Principal;
import io.saigon.testkit.internal.model.RequestModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of a request, read with AWS's errors. */
public final class Params {
  private final JsonObject json;
  private final String validationCode;
  private final Principal caller;

  Params(JsonObject json, String validationCode) {
    this(json, validationCode, Principal.ADMIN);
  }

  Params(JsonObject json, String validationCode, Principal caller) {
    this.json = json;
    this.validationCode = validationCode;
    this.caller = caller;
  }

  /** Returns whose key signed the request, or the administrator if it needs no signature. */
  public Principal caller() {
    return caller;
  }

  /** Fails if a request violates the service's model, before any entity is looked up. */
  static void check(String service, String operation, JsonObject request, String code) {
    List<String> violations;
    try {
      violations = RequestModel.of(service).violations(operation, request);
    } catch (RequestModel.WrongType e) {
      throw malformed();
    }
    int count = violations.size();
    if (count > 0) {
      String detected = count + " validation error" + (count == 1 ? "" : "s") + " detected: ";
      throw new AwsError(code, detected + String.join("; ", violations));
    }
  }

  /** Fails if a member is missing, before any entity is looked up. */
  public void need(String... names) {
    for (String name : names) {
      if (!has(name)) {
        throw missing(name);
      }
    }
  }

  /** Fails if there is one of a few members. */
  void refuse(List<String> names) {
    for (String name : names) {
      if (has(name) && !Boolean.FALSE.equals(value(name)) && !"false".equals(value(name))) {
        throw new AwsError(validationCode, "The local AWS has no " + name);
      }
    }
  }

  public boolean has(String name) {
    return json.getValue(name) != null;
  }

  /** A member of any type. */
  public @Nullable Object value(String name) {
    return json.getValue(name);
  }

  public String text(String name) {
    String value = optionalText(name);
    if (value == null) {
      throw missing(name);
    }
    return value;
  }

  public @Nullable String optionalText(String name) {
    return typed(String.class, name);
  }

  public String text(String name, String otherwise) {
    String value = optionalText(name);
    return value == null ? otherwise : value;
  }

  /** A text that must match a pattern as a whole. */
  public String matching(String name, String pattern) {
    String value = text(name);
    if (!value.matches(pattern)) {
      throw invalid(value, name, "Member must satisfy regular expression pattern: " + pattern);
    }
    return value;
  }

  /** A text that must be one of a few. */
  public String oneOf(String name, List<String> values) {
    return among(text(name), name, values);
  }

  /** The same where it need not be given. */
  public String oneOf(String name, String otherwise, List<String> values) {
    return has(name) ? oneOf(name, values) : otherwise;
  }

  /** Texts that must each be one of a few. */
  public List<String> someOf(String name, List<String> values) {
    List<String> texts = texts(name);
    texts.forEach(text -> among(text, name, values));
    return texts;
  }

  private String among(String value, String name, List<String> values) {
    if (!values.contains(value)) {
      throw invalid(value, name, "Member must satisfy enum value set: " + values);
    }
    return value;
  }

  public boolean flag(String name) {
    return Boolean.TRUE.equals(typed(Boolean.class, name));
  }

  public @Nullable Integer optionalNumber(String name) {
    Number value = typed(Number.class, name);
    return value == null ? null : Integer.valueOf(value.intValue());
  }

  public int number(String name, int otherwise, int least, int most) {
    Integer value = optionalNumber(name);
    if (value == null) {
      return otherwise;
    }
    if (value < least || value > most) {
      String rule =
          value < least ? "greater than or equal to " + least : "less than or equal to " + most;
      throw invalid(value.toString(), name, "Member must have value " + rule);
    }
    return value;
  }

  /** A structure as it is. */
  public JsonObject json(String name) {
    JsonObject value = typed(JsonObject.class, name);
    return value == null ? new JsonObject() : value;
  }

  public Params object(String name) {
    return new Params(json(name), validationCode);
  }

  public List<Params> objects(String name) {
    List<Params> objects = new ArrayList<>();
    for (Object item : array(name)) {
      if (!(item instanceof JsonObject object)) {
        throw malformed();
      }
      objects.add(new Params(object, validationCode));
    }
    return objects;
  }

  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Object item : array(name)) {
      if (!(item instanceof String text)) {
        throw malformed();
      }
      texts.add(text);
    }
    return texts;
  }

  /** A map of texts. */
  public Map<String, String> map(String name) {
    JsonObject value = typed(JsonObject.class, name);
    Map<String, String> map = new LinkedHashMap<>();
    if (value != null) {
      for (String key : value.fieldNames()) {
        if (!(value.getValue(key) instanceof String text)) {
          throw malformed();
        }
        map.put(key, text);
      }
    }
    return map;
  }

  /** Cognito's list of {@code Name} and {@code Value}. */
  public Map<String, String> attributes(String name) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (Params pair : objects(name)) {
      attributes.put(pair.text("Name"), pair.text("Value", ""));
    }
    return attributes;
  }

  public AwsError missing(String name) {
    return invalid(null, name, "Member must not be null");
  }

  public AwsError invalid(@Nullable String value, String name, String rule) {
    String member = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    return new AwsError(
        validationCode,
        "1 validation error detected: Value %s at '%s' failed to satisfy constraint: %s"
            .formatted(value == null ? "null" : "'" + value + "'", member, rule));
  }

  private JsonArray array(String name) {
    JsonArray array = typed(JsonArray.class, name);
    return array == null ? new JsonArray() : array;
  }

  private <T> @Nullable T typed(Class<T> type, String name) {
    Object value = json.getValue(name);
    if (value == null) {
      return null;
    }
    if (!type.isInstance(value)) {
      throw malformed();
    }
    return type.cast(value);
  }

  static AwsError malformed() {
    return new AwsError(
        "SerializationException", "Start of structure or map found where not expected.");
  }
}
