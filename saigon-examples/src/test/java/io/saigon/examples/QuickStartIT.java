package io.saigon.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies of the quick starts, as the build ran them. */
class QuickStartIT {
  @ParameterizedTest
  @ValueSource(strings = {"quickstart", "quickstart-kotlin"})
  void aCopyOfAQuickStartPrintsTheOutputThatReadmeShows(String project) throws Exception {
    String readme = Files.readString(Path.of("../README.md"));
    String output = readme.substring(readme.indexOf("```text\n") + 8);
    output = output.substring(0, output.indexOf("\n```"));
    Path copy = Path.of("target/consumers").resolve(project);

    assertThat(output).startsWith("Kept ");
    assertThat(Files.readAllLines(copy.resolve("build.log"))).contains(output);
    assertThat(copy.resolve("README.md")).isRegularFile();
  }
}
