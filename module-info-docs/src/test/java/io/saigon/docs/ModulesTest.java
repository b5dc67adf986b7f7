package io.saigon.docs;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules for every module. */
class ModulesTest {
  private static final Set<String> ON_AWS =
      Set.of("io.saigon.cognito", "io.saigon.storage", "io.saigon.vault");

  private static final List<String> EXPORTED =
      List.of(
          "io.saigon.api",
          "io.saigon.api.codec",
          "io.saigon.api.cognito",
          "io.saigon.api.config",
          "io.saigon.api.context",
          "io.saigon.api.credentials",
          "io.saigon.api.error",
          "io.saigon.api.observability",
          "io.saigon.api.oauth",
          "io.saigon.api.rest",
          "io.saigon.api.spi",
          "io.saigon.api.storage",
          "io.saigon.api.vault",
          "io.saigon.aws",
          "io.saigon.cognito",
          "io.saigon.cognito.web",
          "io.saigon.health",
          "io.saigon.kotlin",
          "io.saigon.micrometer",
          "io.saigon.rest.vertx",
          "io.saigon.rest.vertx.sigv4",
          "io.saigon.rest.vertx.webclient",
          "io.saigon.storage",
          "io.saigon.vault",
          "io.saigon.vault.config",
          "io.saigon.vault.pg");

  @Test
  void everyPackageStartsWithItsModulesName() {
    for (ModuleDescriptor module : Modules.descriptors()) {
      assertThat(module.packages())
          .as(module.name())
          .isNotEmpty()
          .allMatch(p -> p.equals(module.name()) || p.startsWith(module.name() + "."));
    }
  }

  @Test
  void exportedPackagesAreThoseThatUsersEnter() {
    assertThat(Modules.exportedPackages()).containsExactlyInAnyOrderElementsOf(EXPORTED);
  }

  @Test
  void nothingIsOpenedButModelsToJackson() {
    for (ModuleDescriptor module : Modules.descriptors()) {
      assertThat(module.isOpen()).as(module.name()).isFalse();
      assertThat(module.opens())
          .as(module.name())
          .allMatch(o -> o.targets().equals(Set.of("com.fasterxml.jackson.databind")));
    }
  }

  /** Checks run-time dependencies; the REST client is optional for the extensions for Kotlin. */
  @Test
  void siblingsDoNotRequireOneAnother() {
    for (ModuleDescriptor module : Modules.descriptors()) {
      Set<String> required =
          Modules.requiresOfSaigon(module).stream()
              .filter(r -> !r.modifiers().contains(Modifier.STATIC))
              .map(ModuleDescriptor.Requires::name)
              .collect(toSet());

      assertThat(required).as(module.name()).isSubsetOf(below(module.name()));
    }
  }

  private static Set<String> below(String module) {
    if (module.equals("io.saigon.api")) {
      return Set.of();
    }
    return ON_AWS.contains(module)
        ? Set.of("io.saigon.api", "io.saigon.aws")
        : Set.of("io.saigon.api");
  }

  @Test
  void theClassPathFindsTheServicesThatTheModulePathFinds() throws IOException {
    for (ModuleReference module : Modules.saigon().values()) {
      Map<String, Set<String>> provided = new HashMap<>();
      module
          .descriptor()
          .provides()
          .forEach(p -> provided.put(p.service(), Set.copyOf(p.providers())));

      assertThat(services(module)).as(module.descriptor().name()).isEqualTo(provided);
    }
  }

  @Test
  void theModulesResolveTogetherAndAreNullMarked() {
    ModuleFinder all = Modules.all();
    Configuration configuration =
        ModuleLayer.boot()
            .configuration()
            .resolve(all, ModuleFinder.of(), Modules.saigon().keySet());
    ModuleLayer layer =
        ModuleLayer.boot().defineModulesWithOneLoader(configuration, getClass().getClassLoader());

    for (String name : Modules.saigon().keySet()) {
      assertThat(layer.findModule(name).orElseThrow().getAnnotations())
          .as(name)
          .anyMatch(
              a -> a.annotationType().getName().equals("org.jspecify.annotations.NullMarked"));
    }
  }

  private static Map<String, Set<String>> services(ModuleReference module) throws IOException {
    Map<String, Set<String>> found = new HashMap<>();
    String folder = "META-INF/services/";
    try (ModuleReader reader = module.open();
        Stream<String> entries = reader.list()) {
      List<String> files =
          entries.filter(e -> e.startsWith(folder) && e.length() > folder.length()).toList();
      for (String file : files) {
        byte[] content = reader.open(file).orElseThrow().readAllBytes();
        found.put(
            file.substring(folder.length()),
            new String(content, StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .collect(toSet()));
      }
    }
    return found;
  }
}
