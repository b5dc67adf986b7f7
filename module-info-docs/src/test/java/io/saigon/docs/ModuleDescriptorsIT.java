package io.saigon.docs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Compares what {@code jar --describe-module} says of each artifact with what is documented. */
class ModuleDescriptorsIT {
  private static final Path GOLDEN = Modules.HOME.resolve("golden");

  @TestFactory
  Stream<DynamicTest> aDescriptorIsAsDocumented() {
    return Modules.saigon().entrySet().stream()
        .map(
            module ->
                DynamicTest.dynamicTest(
                    module.getKey(),
                    () ->
                        Golden.check(
                            GOLDEN.resolve(module.getKey() + ".txt"),
                            describe(module.getValue()))));
  }

  @Test
  void onlyModulesThatExistAreDocumented() throws IOException {
    for (Path file : documented()) {
      if (!Modules.saigon().containsKey(file.getFileName().toString().replace(".txt", ""))) {
        Golden.checkAbsent(file);
      }
    }
  }

  private static List<Path> documented() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      return files.toList();
    }
  }

  private static String describe(ModuleReference module) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    int exit =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(out, out, "--describe-module", "--file", Modules.path(module).toString());
    assertThat(exit).as(text.toString()).isZero();
    // The first line holds version and path; the rest is ordered by name, but for the JDK's whims.
    return text.toString()
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> line.contains(" jar:file:") ? "module " + module.descriptor().name() : line)
        .collect(joining("\n", "", "\n"));
  }
}
