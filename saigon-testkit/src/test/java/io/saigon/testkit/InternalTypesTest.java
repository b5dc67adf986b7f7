package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Types of internal packages are public where another package needs them, and nowhere else. */
class InternalTypesTest {
  private static final String INTERNAL = "io/saigon/testkit/internal/";

  /** The bytes of all classes, as text, by name with slashes. */
  private static Map<String, String> classes() throws IOException, URISyntaxException {
    Path root = Path.of(LocalAws.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Map<String, String> classes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        String name = root.relativize(file).toString().replace('\\', '/');
        classes.put(
            name.substring(0, name.length() - ".class".length()),
            Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return classes;
  }

  private static String packageOf(String name) {
    return name.substring(0, name.lastIndexOf('/'));
  }

  private static boolean isPublic(String name) {
    try {
      return Modifier.isPublic(
          Class.forName(name.replace('/', '.'), false, loader()).getModifiers());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static ClassLoader loader() {
    return InternalTypesTest.class.getClassLoader();
  }

  @Test
  void noneIsPublicWithoutNeed() throws Exception {
    Map<String, String> classes = classes();
    List<String> needless = new ArrayList<>();
    for (String name : classes.keySet()) {
      boolean candidate =
          name.startsWith(INTERNAL) && !name.contains("$") && !name.endsWith("package-info");
      if (candidate
          && isPublic(name)
          && classes.entrySet().stream()
              .filter(other -> !packageOf(other.getKey()).equals(packageOf(name)))
              .noneMatch(other -> other.getValue().contains(name))) {
        needless.add(name);
      }
    }
    assertThat(needless).isEmpty();
  }
}
