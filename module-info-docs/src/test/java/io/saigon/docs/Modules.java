package io.saigon.docs;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.io.File;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The artifacts under test: jars once they are packaged, directories of classes before. */
final class Modules {
  static final Path HOME = Path.of("").toAbsolutePath();

  private Modules() {}

  /** Everything on the path, as one could put it on a module path. */
  static ModuleFinder all() {
    return ModuleFinder.of(
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(p -> !p.startsWith(HOME.resolve("target")))
            .filter(Files::exists)
            .toArray(Path[]::new));
  }

  /** Modules of saigon by name. */
  static SortedMap<String, ModuleReference> saigon() {
    SortedMap<String, ModuleReference> found =
        all().findAll().stream()
            .filter(m -> m.descriptor().name().startsWith("io.saigon."))
            .filter(m -> !m.descriptor().isAutomatic())
            .collect(toMap(m -> m.descriptor().name(), m -> m, (a, b) -> a, TreeMap::new));
    if (!found.containsKey("io.saigon.api")) {
      throw new IllegalStateException("There is no module of saigon on the class path");
    }
    return found;
  }

  static List<ModuleDescriptor> descriptors() {
    return saigon().values().stream().map(ModuleReference::descriptor).toList();
  }

  /** Returns the packages that modules of saigon export to all. */
  static Set<String> exportedPackages() {
    return descriptors().stream()
        .flatMap(module -> module.exports().stream())
        .filter(export -> !export.isQualified())
        .map(ModuleDescriptor.Exports::source)
        .collect(toSet());
  }

  /** The saigon modules that a module requires. */
  static TreeSet<ModuleDescriptor.Requires> requiresOfSaigon(ModuleDescriptor module) {
    return module.requires().stream()
        .filter(r -> r.name().startsWith("io.saigon."))
        .collect(toCollection(TreeSet::new));
  }

  static Path path(ModuleReference module) {
    return Path.of(module.location().orElseThrow());
  }
}
