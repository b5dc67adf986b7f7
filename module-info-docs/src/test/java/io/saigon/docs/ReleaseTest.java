package io.saigon.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The release that builds compare the API with, beside the changelog. */
class ReleaseTest {
  private static final Path ROOT = Modules.HOME.getParent();

  @Test
  void theApiIsComparedWithTheLastReleaseOfTheChangelog() throws IOException {
    Path config = ROOT.resolve(".mvn/maven.config");

    assertThat(found("-Dlast\\.release=(\\S+)", Files.exists(config) ? config : null))
        .isEqualTo(found("(?m)^## \\[(\\d[^]]*)]", ROOT.resolve("CHANGELOG.md")));
  }

  private static Optional<String> found(String pattern, Path file) throws IOException {
    return file == null
        ? Optional.empty()
        : Pattern.compile(pattern)
            .matcher(Files.readString(file))
            .results()
            .map(match -> match.group(1))
            .findFirst();
  }
}
