package io.saigon.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the list of internal types of Vert.x in {@code docs/versions.md} to the code. */
class VertxInternalsTest {
  private static final Pattern INTERNAL =
      Pattern.compile("io\\.vertx\\.(.+\\.)?(impl|internal)\\..+");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(io\\.saigon\\.[\\w.]+)` \\|");

  @Test
  void thePageNamesEveryClassThatUsesThem() throws IOException {
    String page = Files.readString(Modules.HOME.resolveSibling("docs").resolve("versions.md"));
    Set<String> listed =
        ROW.matcher(page)
            .results()
            .map((MatchResult row) -> row.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> using = new TreeSet<>();
    for (JavaClass type :
        new ClassFileImporter()
            .importLocations(
                Modules.saigon().values().stream().map(ArchitectureTest::location).toList())) {
      boolean uses =
          type.getDirectDependenciesFromSelf().stream()
              .anyMatch(to -> INTERNAL.matcher(to.getTargetClass().getFullName()).matches());
      if (uses) {
        using.add(type.getFullName().replaceFirst("\\$.*", ""));
      }
    }
    assertThat(using).isEqualTo(listed);
  }
}
