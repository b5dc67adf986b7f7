package io.saigon.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WalkTest {
  private static final Pattern FILE = Pattern.compile("\\[(\\w+)]\\((\\.\\./[^)]+\\.java)\\)");

  @Test
  void theWalkLeadsToFilesThatExist() throws IOException {
    String page = Files.readString(Modules.HOME.resolve("WALK.md"));
    List<MatchResult> files = FILE.matcher(page).results().toList();

    assertThat(files).hasSizeGreaterThan(40);
    for (MatchResult file : files) {
      assertThat(Modules.HOME.resolve(file.group(2)))
          .isRegularFile()
          .hasFileName(file.group(1) + ".java");
    }
  }
}
