package io.saigon.docs;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Compares the modules' graph with the one that is drawn in the README. */
class ModuleGraphIT {
  private static final Path README = Modules.HOME.resolve("README.md");
  private static final String START = "```mermaid\n";
  private static final String END = "```\n";

  @Test
  void theGraphIsAsDrawn() throws IOException {
    String text = Files.readString(README);
    int start = text.indexOf(START) + START.length();
    int end = text.indexOf(END, start);

    Golden.check(README, text.substring(0, start) + graph() + text.substring(end));
  }

  private static String graph() {
    return Modules.descriptors().stream()
        .flatMap(
            module ->
                Modules.requiresOfSaigon(module).stream().map(requires -> edge(module, requires)))
        .collect(joining("", "graph BT\n", ""));
  }

  private static String edge(ModuleDescriptor module, ModuleDescriptor.Requires requires) {
    boolean optional = requires.modifiers().contains(Modifier.STATIC);
    return "  %s %s %s\n".formatted(module.name(), optional ? "-.->" : "-->", requires.name());
  }
}
