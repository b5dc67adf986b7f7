package io.saigon.docs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.testkit.LocalAws;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleReference;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the types and signatures that users can name with the documented ones. */
class PublicApiIT {
  static Stream<String> modules() {
    return Modules.saigon().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void theApiOfAModuleIsAsDocumented(String name) throws IOException {
    ModuleReference module = Modules.saigon().get(name);
    Set<String> exported =
        module.descriptor().exports().stream()
            .filter(export -> !export.isQualified())
            .map(Exports::source)
            .collect(Collectors.toSet());
    check(name, Modules.path(module), exported);
  }

  /** It is for the class path, and closes no package. */
  @Test
  void theApiOfTheTestKitIsAsDocumented() throws IOException {
    URI jar =
        URI.create(LocalAws.class.getProtectionDomain().getCodeSource().getLocation().toString());
    check(
        "io.saigon.testkit", Path.of(jar), Set.of("io.saigon.testkit", "io.saigon.testkit.fault"));
  }

  private static void check(String name, Path jar, Set<String> packages) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-protected", "-cp", jar.toString()));
    arguments.addAll(publicTypes(jar, packages));
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    int failed =
        ToolProvider.findFirst("javap")
            .orElseThrow()
            .run(out, out, arguments.toArray(String[]::new));
    assertThat(failed).as(text.toString()).isZero();
    Golden.check(Modules.HOME.resolve("api").resolve(name + ".txt"), sorted(text.toString()));
  }

  /** Sorts the members of each type, as compilers order them differently. */
  private static String sorted(String text) {
    List<String> lines = new ArrayList<>();
    List<String> members = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith(" ")) {
        members.add(line);
      } else if (!line.startsWith("Compiled from")) {
        members.stream().sorted().forEach(lines::add);
        members.clear();
        lines.add(line);
      }
    }
    return lines.stream().collect(joining("\n", "", "\n"));
  }

  private static List<String> publicTypes(Path jar, Set<String> packages) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(entry -> entry.getName().replace('/', '.'))
          .filter(name -> name.endsWith(".class") && name.indexOf('-') < 0)
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .filter(name -> packages.contains(name.substring(0, name.lastIndexOf('.'))))
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
