package io.saigon.docs;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares the page of packages with the first sentences of their own descriptions. */
class PackagesTest {
  private static final Pattern FIRST_SENTENCE =
      Pattern.compile("/\\*\\*(.*?\\.)(?=\\s|\\*/)", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\{@\\w+ (?:[\\w.]*\\.)?([^}]*)}");

  @Test
  void thePageSaysWhatEachPackageSays() throws IOException {
    StringBuilder page =
        new StringBuilder(
            """
            # Packages

            The purpose of each package, as its own description says it. Applications can name the types of exported
            packages; the others are closed by their module's descriptor. A test compares.
            """);
    for (ModuleDescriptor module : Modules.descriptors()) {
      page.append("\n## ").append(module.name()).append("\n\n| package | | |\n|---|---|---|\n");
      for (String name : new TreeSet<>(module.packages())) {
        page.append(
            "| %s | %s | %s |\n"
                .formatted(
                    name,
                    Modules.exportedPackages().contains(name) ? "exported" : "closed",
                    sentence(module.name(), name)));
      }
    }
    Golden.check(Modules.HOME.resolve("PACKAGES.md"), page.toString());
  }

  private static String sentence(String module, String name) throws IOException {
    String artifact = "saigon" + module.substring("io.saigon".length()).replace('.', '-');
    Path sources = Modules.HOME.resolveSibling(artifact).resolve("src/main/java");
    String info =
        Files.readString(sources.resolve(name.replace('.', '/')).resolve("package-info.java"));
    Matcher first = FIRST_SENTENCE.matcher(info);
    if (!first.find()) {
      throw new AssertionError(name + " has no description");
    }
    String plain =
        first
            .group(1)
            .lines()
            .map(line -> line.strip().replaceFirst("^\\*", "").strip())
            .filter(line -> !line.isEmpty())
            .collect(joining(" "));
    return LINK.matcher(plain).replaceAll("$1");
  }
}
