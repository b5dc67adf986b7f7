package io.saigon.examples.lifecycle;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values for parameters that none of the checks of arguments refuses, and receivers of calls. */
final class SampleValues {
  /** Texts of which a form is checked, by the end of the parameter's name. */
  private static final Map<String, String> TEXTS =
      Map.ofEntries(
          Map.entry("userPoolId", "eu-west-1_AbCdEf123"),
          Map.entry("identityPoolId", "eu-west-1:01234567-89ab-cdef-0123-456789abcdef"),
          Map.entry("identityId", "eu-west-1:01234567-89ab-cdef-0123-456789abcdef"),
          Map.entry("url", "https://localhost/prod"),
          Map.entry("baseUrl", "https://localhost/prod"),
          Map.entry("apiBaseUrl", "https://localhost/prod"),
          Map.entry("endpoint", "https://localhost"),
          Map.entry("region", "eu-west-1"));

  private final Application application;
  private final Map<Class<?>, Object> receivers = new HashMap<>();

  SampleValues(Application application) {
    this.application = application;
  }

  /** Returns an instance to call a method of a type on. */
  Object receiver(Class<?> type) {
    Object known = application.receiver(type);
    return known != null
        ? known
        : receivers.computeIfAbsent(type, missing -> value(missing, missing, ""));
  }

  /** Returns a value for a parameter. */
  Object argument(Executable member, int index) {
    String name = member.getParameters()[index].getName();
    Class<?> type = member.getParameterTypes()[index];
    return value(type, member.getGenericParameterTypes()[index], name);
  }

  private Object value(Class<?> type, Type generic, String name) {
    Object known = known(type, name);
    if (known != null) {
      return known;
    }
    if (type.isArray()) {
      return Array.newInstance(type.getComponentType(), 0);
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    if (type == Set.class || type == List.class || type == Collection.class) {
      Object element = element(generic, 0);
      return type == Set.class ? Set.of(element) : List.of(element);
    }
    if (type == Map.class) {
      return Map.of(element(generic, 0), element(generic, 1));
    }
    if (type.isInterface() && !type.isSealed()) {
      return Proxy.newProxyInstance(
          type.getClassLoader() == null ? getClass().getClassLoader() : type.getClassLoader(),
          new Class<?>[] {type},
          (proxy, method, arguments) -> null);
    }
    return made(type);
  }

  private Object element(Type generic, int index) {
    Type element =
        generic instanceof ParameterizedType type ? type.getActualTypeArguments()[index] : generic;
    if (element instanceof Class<?> type) {
      return value(type, type, "");
    }
    return element instanceof ParameterizedType type
        ? value((Class<?>) type.getRawType(), type, "")
        : "value";
  }

  private @Nullable Object known(Class<?> type, String name) {
    if (type == String.class) {
      return TEXTS.getOrDefault(name, "value");
    }
    if (type == double.class) {
      return 0.5;
    }
    if (type == Instant.class) {
      return Instant.MAX;
    }
    if (type == byte[].class) {
      return new byte[] {1};
    }
    if (type == Class.class) {
      return String.class;
    }
    return application.sample(type);
  }

  /** Makes an instance by the shortest of the ways that a type has. */
  private Object made(Class<?> type) {
    Class<?> concrete = type.isSealed() ? type.getPermittedSubclasses()[0] : type;
    Stream<Executable> factories =
        Arrays.stream(concrete.getMethods())
            .filter(method -> Modifier.isStatic(method.getModifiers()))
            .filter(method -> method.getReturnType() == concrete)
            .filter(method -> !method.getName().matches("from.*|parse.*"))
            .map(method -> method);
    Stream<Executable> constructors = Arrays.stream(concrete.getConstructors());
    List<Executable> ways =
        Stream.concat(factories, constructors)
            .sorted(
                Comparator.comparing(Executable::getParameterCount)
                    .thenComparing(Executable::toString))
            .toList();
    Throwable last = null;
    for (Executable way : ways) {
      try {
        Object[] arguments =
            IntStream.range(0, way.getParameterCount()).mapToObj(i -> argument(way, i)).toArray();
        return way instanceof Constructor<?> constructor
            ? constructor.newInstance(arguments)
            : ((Method) way).invoke(null, arguments);
      } catch (ReflectiveOperationException | AssertionError e) {
        last = e.getCause() == null ? e : e.getCause();
      }
    }
    throw new AssertionError("No value of " + type + ": add one to this class", last);
  }
}
