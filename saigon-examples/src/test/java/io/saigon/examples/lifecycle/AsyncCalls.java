package io.saigon.examples.lifecycle;

import io.vertx.core.Future;
import io.vertx.core.streams.ReadStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The public asynchronous calls of all artifacts, as their classes have them. */
final class AsyncCalls {
  /** Types that applications implement, and saigon calls. */
  private static final Set<String> CALLBACKS =
      Set.of(
          "SecretSource",
          "ChallengeResponder",
          "TypedChallengeResponder",
          "CredentialsProvider",
          "SessionStore");

  /** Conversions of values that the caller holds, and of a vault's listeners. */
  private static final Set<String> CONVERSIONS =
      Set.of("CallerContext", "PublisherStream", "SecretChangeStream");

  /** Kotlin's suspending extensions only await calls that are listed here. */
  private static final Set<String> DELEGATING_MODULES = Set.of("io.saigon.kotlin");

  /** Calls that close or delete what other calls need. */
  private static final Set<String> ENDINGS =
      Set.of(
          "Saigon.close()",
          "SecretVault.close()",
          "VertxAws.close()",
          "AwsSsmVault.close()",
          "ReadWritePools.close()",
          "Downloaded.delete()",
          "Unzipped.delete()",
          "ObjectStream.cancel()");

  private static final Comparator<Method> LOGOUTS_LAST =
      Comparator.comparing(call -> call.getName().contains("logout"));

  private AsyncCalls() {}

  static List<Method> all() {
    return types()
        .filter(type -> !CALLBACKS.contains(type.getSimpleName()) && !type.isRecord())
        .filter(type -> !CONVERSIONS.contains(type.getSimpleName()))
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(AsyncCalls::isPublicCall)
        .filter(method -> !isInherited(method))
        .sorted(LOGOUTS_LAST.thenComparing(AsyncCalls::signature))
        .toList();
  }

  /** Returns the public types of exported packages. */
  static Stream<Class<?>> types() {
    return modules()
        .filter(module -> !DELEGATING_MODULES.contains(module.descriptor().name()))
        .flatMap(AsyncCalls::exportedTypes);
  }

  static boolean isEnding(Method call) {
    return ENDINGS.contains(signature(call));
  }

  static String signature(Method method) {
    return method.getDeclaringClass().getSimpleName()
        + "."
        + method.getName()
        + Arrays.stream(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private static Stream<? extends Class<?>> exportedTypes(ModuleReference module) {
    Set<String> exported =
        module.descriptor().exports().stream()
            .filter(export -> !export.isQualified())
            .map(export -> export.source())
            .collect(Collectors.toSet());
    try (ModuleReader reader = module.open();
        Stream<String> names = reader.list()) {
      return names
          .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .filter(name -> exported.contains(name.substring(0, name.lastIndexOf('.'))))
          .<Class<?>>map(AsyncCalls::load)
          .filter(type -> Modifier.isPublic(type.getModifiers()))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, AsyncCalls.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** The modules of saigon on the class path: jars, or directories of classes in this build. */
  private static Stream<ModuleReference> modules() {
    Path[] paths =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(path -> path.matches(".*[/\\\\]saigon-(?!testkit|examples).*"))
            .map(Path::of)
            .toArray(Path[]::new);
    return ModuleFinder.of(paths).findAll().stream();
  }

  private static boolean isPublicCall(Method method) {
    return Modifier.isPublic(method.getModifiers())
        && !method.isSynthetic()
        && (Future.class.isAssignableFrom(method.getReturnType())
            || ReadStream.class.isAssignableFrom(method.getReturnType())
            || method.getGenericReturnType().getTypeName().contains(Future.class.getName() + "<"));
  }

  /** Returns whether a supertype of saigon's declares the call, which is listed there once. */
  private static boolean isInherited(Method method) {
    return supertypes(method.getDeclaringClass())
        .anyMatch(
            type -> {
              try {
                type.getMethod(method.getName(), method.getParameterTypes());
                return true;
              } catch (NoSuchMethodException e) {
                return false;
              }
            });
  }

  private static Stream<Class<?>> supertypes(Class<?> type) {
    return Stream.concat(
            Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
        .filter(above -> Modifier.isPublic(above.getModifiers()) && above != Object.class);
  }
}
