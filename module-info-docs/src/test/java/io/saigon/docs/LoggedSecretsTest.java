package io.saigon.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Secrets in what the tests of all modules log, at every level: {@code LoggedSecrets} of the test
 * kit looks for them, and writes a file for each process.
 */
class LoggedSecretsTest {
  @Test
  void noTestOfAnyModuleLoggedASecret() throws IOException {
    List<Path> files = files();
    assumeThat(files).as("what tests of other modules left, after mvn clean verify").isNotEmpty();
    for (Path file : files) {
      List<String> lines = Files.readAllLines(file);
      assertThat(lines.get(0)).as("lines of %s", file).matches("[1-9]\\d* lines");
      assertThat(lines).as("secrets in what a test logged: %s", file).hasSize(1);
    }
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      return modules
          .map(module -> module.resolve("target/logged-secrets"))
          .filter(Files::isDirectory)
          .flatMap(directory -> Stream.of(directory.toFile().listFiles()))
          .map(file -> file.toPath())
          .sorted()
          .toList();
    }
  }
}
