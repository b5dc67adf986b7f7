package io.saigon.docs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files that document the code, and are renewed on purpose only. */
final class Golden {
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");

  private Golden() {}

  static void check(Path file, String actual) throws IOException {
    if (UPDATE) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, actual);
      return;
    }
    String documented = Files.exists(file) ? Files.readString(file) : "";
    if (!documented.equals(actual)) {
      fail(
          "%s is no longer true:\n%s%sIf the change is meant, renew it by:"
              + " mvn -q -Pgolden -pl module-info-docs -am verify",
          Modules.HOME.relativize(file),
          onlyIn("- ", documented, actual),
          onlyIn("+ ", actual, documented));
    }
  }

  static void checkAbsent(Path file) throws IOException {
    if (UPDATE) {
      Files.delete(file);
    } else {
      check(file, "");
    }
  }

  private static String onlyIn(String sign, String text, String other) {
    List<String> others = other.lines().toList();
    return text.lines()
        .filter(line -> !others.contains(line))
        .map(line -> sign + line + "\n")
        .collect(joining());
  }
}
