package io.saigon.docs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The types and signatures that users can name, as {@code javap} prints them. */
class PublicApiIT {
  static Stream<String> modules() {
    return Modules.saigon().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void theSurfaceIsTheDocumentedOne(String module) throws IOException {
    ModuleReference reference = Modules.saigon().get(module);
    List<String> arguments =
        new ArrayList<>(List.of("-protected", "-cp", Modules.path(reference).toString()));
    arguments.addAll(publicTypes(reference));
    StringWriter out = new StringWriter();
    int failed =
        ToolProvider.findFirst("javap")
            .orElseThrow()
            .run(
                new PrintWriter(out), new PrintWriter(out), arguments.toArray(String[]::new));
    assertThat(failed).as(out.toString()).isZero();
    Golden.check(
        Modules.HOME.resolve("api").resolve(module + ".txt"),
        out.toString()
            .lines()
            .filter(line -> !line.startsWith("Compiled from"))
            .collect(joining("\n", "", "\n")));
  }

  private static List<String> publicTypes(ModuleReference module) throws IOException {
    try (ModuleReader reader = module.open();
        Stream<String> entries = reader.list()) {
      return entries
          .filter(entry -> entry.endsWith(".class") && !entry.endsWith("-info.class"))
          .map(entry -> entry.substring(0, entry.length() - ".class".length()).replace('/', '.'))
          .filter(
              name ->
                  Modules.exportedPackages().contains(name.substring(0, name.lastIndexOf('.'))))
          .filter(PublicApiIT::isPublic)
          .sorted()
          .toList();
    }
  }

  private static boolean isPublic(String name) {
    try {
      Class<?> type = Class.forName(name, false, PublicApiIT.class.getClassLoader());
      for (Class<?> at = type; at != null; at = at.getEnclosingClass()) {
        if (!Modifier.isPublic(at.getModifiers()) && !Modifier.isProtected(at.getModifiers())) {
          return false;
        }
      }
      return !type.isSynthetic() && !type.isAnonymousClass();
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
