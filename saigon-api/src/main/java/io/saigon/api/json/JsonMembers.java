package io.saigon.api.json;

import io.saigon.api.check.NearestName;
import io.saigon.api.error.ConfigurationException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of a JSON object that configures something. Failures name the member and never
 * quote its value; a member that is null counts as missing.
 */
public final class JsonMembers {
  private final JsonObject json;
  private final String path;

  private JsonMembers(JsonObject json, String path) {
    this.json = json;
    this.path = path;
  }

  /**
   * Creates a reader of an object's members.
   *
   * @param json the object
   * @param path where it is, in front of its members' names, such as {@code saigon.}; or empty
   * @return the reader
   */
  public static JsonMembers of(JsonObject json, String path) {
    return new JsonMembers(Objects.requireNonNull(json, "json"), path);
  }

  /**
   * Refuses members of other names, such as misspelt ones.
   *
   * @param known names of all members that there are
   * @return this reader
   */
  public JsonMembers only(String... known) {
    Set<String> all = new TreeSet<>(Set.of(known));
    Set<String> unknown = new TreeSet<>(json.fieldNames());
    unknown.removeAll(all);
    if (!unknown.isEmpty()) {
      String name = unknown.iterator().next();
      String question = NearestName.question(name, all);
      throw wrong(
          name,
          "is not known"
              + (question.isEmpty() ? "; these are: " : question + " These are known: ")
              + String.join(", ", all));
    }
    return this;
  }

  /**
   * Returns the names of the members.
   *
   * @return all names
   */
  public Set<String> names() {
    return json.fieldNames();
  }

  /**
   * Returns whether a member is there.
   *
   * @param name name of the member
   * @return false if it is missing
   */
  public boolean has(String name) {
    return json.getValue(name) != null;
  }

  /**
   * Returns an object's members.
   *
   * @param name name of the member
   * @return reader of the object, of an empty one if it is missing
   */
  public JsonMembers members(String name) {
    return new JsonMembers(object(name), path + name + ".");
  }

  /**
   * Returns an object.
   *
   * @param name name of the member
   * @return the object, an empty one if it is missing
   */
  public JsonObject object(String name) {
    Object value = json.getValue(name);
    if (value == null) {
      return new JsonObject();
    }
    if (value instanceof JsonObject object) {
      return object;
    }
    throw wrong(name, "must be an object");
  }

  /**
   * Returns a text.
   *
   * @param name name of the member
   * @return the text, or null if it is missing
   */
  public @Nullable String text(String name) {
    Object value = json.getValue(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw wrong(name, "must be text");
  }

  /**
   * Returns a text that has to be there.
   *
   * @param name name of the member
   * @return the text
   */
  public String requiredText(String name) {
    String text = text(name);
    if (text == null) {
      throw wrong(name, "is missing; add it");
    }
    return text;
  }

  /**
   * Returns the texts of an array.
   *
   * @param name name of the member
   * @return the texts, none if it is missing
   */
  public Set<String> texts(String name) {
    Object value = json.getValue(name);
    Set<String> texts = new LinkedHashSet<>();
    if (value instanceof JsonArray array && array.stream().allMatch(String.class::isInstance)) {
      array.forEach(text -> texts.add((String) text));
    } else if (value != null) {
      throw wrong(name, "must be an array of texts");
    }
    return texts;
  }

  /**
   * Returns the whole numbers of an array.
   *
   * @param name name of the member
   * @return the numbers, none if it is missing
   */
  public Set<Integer> integers(String name) {
    Object value = json.getValue(name);
    Set<Integer> numbers = new LinkedHashSet<>();
    if (value instanceof JsonArray array && array.stream().allMatch(Integer.class::isInstance)) {
      array.forEach(number -> numbers.add((Integer) number));
    } else if (value != null) {
      throw wrong(name, "must be an array of whole numbers");
    }
    return numbers;
  }

  /**
   * Returns a whole number.
   *
   * @param name name of the member
   * @param otherwise number to return if it is missing
   * @return the number
   */
  public long number(String name, long otherwise) {
    Object value = json.getValue(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    throw wrong(name, "must be a whole number");
  }

  /**
   * Returns a whole number that has to be there.
   *
   * @param name name of the member
   * @return the number
   */
  public long requiredNumber(String name) {
    if (!has(name)) {
      throw wrong(name, "is missing; add it");
    }
    return number(name, 0);
  }

  /**
   * Returns a flag.
   *
   * @param name name of the member
   * @param otherwise value to return if it is missing
   * @return the flag
   */
  public boolean flag(String name, boolean otherwise) {
    Object value = json.getValue(name);
    if (value == null || value instanceof Boolean) {
      return value == null ? otherwise : (Boolean) value;
    }
    throw wrong(name, "must be true or false");
  }

  /**
   * Returns the constant of an enum that a member names.
   *
   * @param <E> the enum
   * @param name name of the member
   * @param text name of the constant
   * @param type the enum
   * @return the constant
   */
  public <E extends Enum<E>> E constant(String name, String text, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    List<String> names = Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
    throw wrong(name, "must be one of " + names + NearestName.question(text, names));
  }

  /**
   * Creates what the members configure.
   *
   * @param <T> its type
   * @param what noun for it, with which messages begin
   * @param constructor creates it, or throws {@link IllegalArgumentException}
   * @return the result of the constructor
   */
  public static <T> T create(String what, Supplier<T> constructor) {
    try {
      return constructor.get();
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(what + ": " + e.getMessage(), List.of(), e);
    }
  }

  /**
   * Returns the failure of a member.
   *
   * @param name name of the member
   * @param problem what is wrong with it, and what to do
   * @return the failure
   */
  public ConfigurationException wrong(String name, String problem) {
    return new ConfigurationException(
        "The configuration's member " + path + name + " " + problem, List.of(path + name), null);
  }
}
