package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.testkit.fault.Faults;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On the class path nothing closes a package, so that signatures must not lead into them. */
class PublicSignaturesTest {
  private static final String INTERNAL = "io.saigon.testkit.internal.";

  static Stream<Class<?>> types() throws IOException, URISyntaxException {
    List<Class<?>> types = new ArrayList<>();
    for (Class<?> one : List.of(LocalAws.class, Faults.class)) {
      Path classes =
          Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI())
              .resolve(one.getPackageName().replace('.', '/'));
      try (Stream<Path> files = Files.list(classes)) {
        for (Path file : files.toList()) {
          String name = file.getFileName().toString();
          if (name.endsWith(".class") && !name.startsWith("package-info")) {
            types.add(load(one.getPackageName() + "." + name.substring(0, name.indexOf(".class"))));
          }
        }
      }
    }
    return types.stream().filter(type -> Modifier.isPublic(type.getModifiers()));
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, PublicSignaturesTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void aPublicTypeHasNoInternalOneInItsSignatures(Class<?> type) {
    List<Executable> members = new ArrayList<>(List.of(type.getDeclaredMethods()));
    members.addAll(List.of(type.getDeclaredConstructors()));
    for (Executable member : members) {
      if (!member.isSynthetic()
          && (member.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0) {
        assertThat(types(member).map(Type::getTypeName))
            .as(member.toString())
            .noneMatch(name -> name.contains(INTERNAL));
      }
    }
  }

  private static Stream<Type> types(Executable member) {
    Stream<Type> parameters =
        Stream.concat(
            Stream.of(member.getGenericParameterTypes()),
            Stream.of(member.getGenericExceptionTypes()));
    return member instanceof Method method
        ? Stream.concat(parameters, Stream.of(method.getGenericReturnType()))
        : parameters;
  }
}
