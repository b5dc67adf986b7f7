package io.saigon.api.json;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of options from JSON and writes them. A member has the name of its component, and
 * one of a time the suffix {@code Ms}, for milliseconds. Components of other types, such as
 * functions, are for code alone and have no member.
 */
public final class RecordJson {
  private static final Set<Class<?>> PLAIN =
      Set.of(
          int.class,
          Integer.class,
          long.class,
          Long.class,
          boolean.class,
          Boolean.class,
          String.class,
          Path.class,
          URI.class,
          Duration.class);

  private static final Duration LONGEST = Duration.ofMillis(Long.MAX_VALUE);

  private RecordJson() {}

  /**
   * Reads options.
   *
   * @param <R> the record
   * @param what noun for it, with which messages begin, such as {@code "The options of a download"}
   * @param defaults values of the members that are missing
   * @param json the members
   * @return the options
   * @throws io.saigon.api.error.ConfigurationException if a member is unknown, of the wrong type or
   *     out of range
   */
  public static <R extends Record> R read(String what, R defaults, JsonObject json) {
    return JsonMembers.create(what, () -> read(defaults, JsonMembers.of(json, "")));
  }

  @SuppressWarnings("unchecked") // of the record's own class
  private static <R extends Record> R read(R defaults, JsonMembers members) {
    List<RecordComponent> components = Arrays.asList(defaults.getClass().getRecordComponents());
    members.only(names(defaults.getClass()).toArray(String[]::new));
    List<@Nullable Object> values = new ArrayList<>();
    for (RecordComponent component : components) {
      Object before = value(component, defaults);
      boolean given = hasMember(component) && members.has(name(component));
      values.add(given ? read(component, before, members) : before);
    }
    return (R) create(defaults.getClass(), values);
  }

  private static Object create(Class<?> type, List<@Nullable Object> values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getConstructor(types);
      return constructor.newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException wrong) {
        throw wrong;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Object read(
      RecordComponent component, @Nullable Object before, JsonMembers members) {
    String name = name(component);
    Class<?> type = component.getType();
    if (type == boolean.class || type == Boolean.class) {
      return members.flag(name, false);
    }
    if (type == Duration.class) {
      return Duration.ofMillis(members.number(name, 0));
    }
    if (type == long.class || type == Long.class) {
      return members.number(name, 0);
    }
    if (type == int.class || type == Integer.class) {
      return integer(members, name);
    }
    if (type == Path.class) {
      return Path.of(members.requiredText(name));
    }
    if (type == URI.class) {
      return uri(members, name);
    }
    if (type.isEnum()) {
      return constant(members, name, type);
    }
    if (type == Set.class) {
      return isOf(component.getGenericType(), Integer.class)
          ? members.integers(name)
          : members.texts(name);
    }
    if (type == Map.class) {
      JsonMembers entries = members.members(name);
      Map<String, String> texts = new LinkedHashMap<>();
      entries.names().forEach(each -> texts.put(each, entries.requiredText(each)));
      return texts;
    }
    return before instanceof Record nested ? read(nested, members.members(name)) : before;
  }

  private static int integer(JsonMembers members, String name) {
    long number = members.number(name, 0);
    if (number != (int) number) {
      throw members.wrong(name, "must be a smaller number");
    }
    return (int) number;
  }

  private static URI uri(JsonMembers members, String name) {
    try {
      return URI.create(members.requiredText(name));
    } catch (IllegalArgumentException e) {
      // Without the cause, whose message quotes the text.
      throw members.wrong(name, "must be a URL");
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Object constant(JsonMembers members, String name, Class<?> type) {
    return members.constant(name, members.requiredText(name), (Class) type);
  }

  /**
   * Writes options, without the members that are null.
   *
   * @param options the options
   * @return the members, from which {@link #read} reads the same options
   */
  public static JsonObject write(Record options) {
    JsonObject json = new JsonObject();
    for (RecordComponent component : options.getClass().getRecordComponents()) {
      Object value = hasMember(component) ? value(component, options) : null;
      if (value != null) {
        json.put(name(component), written(value));
      }
    }
    return json;
  }

  private static Object written(Object value) {
    if (value instanceof Duration time) {
      return time.compareTo(LONGEST) < 0 ? time.toMillis() : Long.MAX_VALUE;
    }
    if (value instanceof Collection<?> several) {
      List<Object> items = new ArrayList<>();
      several.stream().map(RecordJson::written).sorted().forEach(items::add);
      return new JsonArray(items);
    }
    if (value instanceof Map<?, ?> entries) {
      Map<String, Object> sorted = new TreeMap<>();
      entries.forEach((key, each) -> sorted.put(String.valueOf(key), written(each)));
      return new JsonObject(new LinkedHashMap<>(sorted));
    }
    if (value instanceof Record nested) {
      return write(nested);
    }
    return value instanceof Enum<?> || value instanceof Path || value instanceof URI
        ? value.toString()
        : value;
  }

  /**
   * Returns the names of a record's members.
   *
   * @param type the record
   * @return the names, in the order of its components
   */
  public static Set<String> names(Class<?> type) {
    Set<String> names = new LinkedHashSet<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (hasMember(component)) {
        names.add(name(component));
      }
    }
    return names;
  }

  private static String name(RecordComponent component) {
    return component.getType() == Duration.class ? component.getName() + "Ms" : component.getName();
  }

  private static boolean hasMember(RecordComponent component) {
    Class<?> type = component.getType();
    return PLAIN.contains(type)
        || type.isEnum()
        || type.isRecord()
        || type == Set.class
        || type == Map.class;
  }

  private static boolean isOf(Type generic, Class<?> argument) {
    return generic instanceof ParameterizedType parameterized
        && parameterized.getActualTypeArguments()[0] == argument;
  }

  private static @Nullable Object value(RecordComponent component, Record of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
