package io.saigon.docs;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Compares the types whose simple names Vert.x, the AWS SDK, Kotlin or the JDK have too with the
 * page that explains why they stay, so that a new one is chosen and not overlooked.
 */
class SharedNamesTest {
  private static final Path PAGE = Modules.HOME.resolveSibling("docs/guides/start.md");

  /** Names of what no module here depends on: the SDK's STS and CRT clients, and Spring. */
  private static final Set<String> NOT_ON_THE_PATH =
      Set.of("AssumeRoleRequest", "CredentialsProvider", "RestClient");

  private static final Pattern OTHERS =
      Pattern.compile("(java|kotlin|io\\.vertx|software\\.amazon\\.awssdk)\\..*");
  private static final Pattern CLOSED =
      Pattern.compile(".*\\.(impl|internal)\\..*|.*Kt|.*[$-].*|.*package-info");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\|");

  @Test
  void thePageNamesEachTypeWhoseNameOthersHaveToo() throws IOException {
    Set<String> exported = Modules.exportedPackages();
    Set<String> ours =
        Modules.saigon().values().stream()
            .flatMap(SharedNamesTest::types)
            .filter(type -> exported.contains(packageOf(type)) && isPublic(type))
            .map(SharedNamesTest::simple)
            .collect(toSet());
    Set<String> shared =
        Stream.concat(
                Modules.all().findAll().stream(),
                ModuleFinder.ofSystem().find("java.base").stream())
            .flatMap(SharedNamesTest::types)
            .filter(type -> OTHERS.matcher(type).matches())
            .filter(type -> ours.contains(simple(type)) && isPublic(type))
            .map(SharedNamesTest::simple)
            .collect(toCollection(TreeSet::new));
    shared.addAll(NOT_ON_THE_PATH);

    String page = Files.readString(PAGE);
    String section = page.substring(page.indexOf("\n## Names that others have too\n"));
    assertThat(ROW.matcher(section).results().map(row -> row.group(1)))
        .containsExactlyElementsOf(shared);
  }

  private static Stream<String> types(ModuleReference module) {
    try (ModuleReader reader = module.open();
        Stream<String> names = reader.list()) {
      return names
          .filter(name -> name.endsWith(".class") && name.indexOf('/') > 0)
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .filter(name -> !CLOSED.matcher(name).matches())
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isPublic(String type) {
    try {
      return Modifier.isPublic(
          Class.forName(type, false, SharedNamesTest.class.getClassLoader()).getModifiers());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static String packageOf(String type) {
    return type.substring(0, type.lastIndexOf('.'));
  }

  private static String simple(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }
}
