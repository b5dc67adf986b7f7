package io.saigon.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies of the quick starts, as the build ran them. */
class QuickStartIT {
  private static final Pattern JAR = Pattern.compile("(?m)^ +([\\w.-]+:[\\w.-]+):jar:");

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

  /** By Maven, from the BOM as it is installed: Gradle reads the same POM. */
  @Test
  void theBomHasTheVersionsThatTheGradleBuildsLeaveOut() throws Exception {
    Set<String> taken = GradleBuild.of("quickstart").dependencies(false);
    taken.addAll(GradleBuild.of("quickstart-kotlin").dependencies(false));
    Path resolved = Path.of("target/consumers/each-artifact/gradle/target/runtime-path.txt");

    assertThat(taken).contains("org.junit.platform:junit-platform-launcher");
    assertThat(
            JAR.matcher(Files.readString(resolved))
                .results()
                .map(jar -> jar.group(1))
                .collect(Collectors.toSet()))
        .containsAll(taken);
  }
}
