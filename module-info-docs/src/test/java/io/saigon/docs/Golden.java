package io.saigon.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that documents what is, and has to be renewed on purpose. */
final class Golden {
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");
  private static final String HOW_TO_RENEW =
      "%s no longer tells what is. If the change is meant, renew it by:"
          + " mvn -q -Pgolden -pl module-info-docs -am verify";

  private Golden() {}

  static void check(Path file, String actual) throws IOException {
    if (UPDATE) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, actual);
      return;
    }
    assertThat(Files.exists(file) ? Files.readString(file) : "")
        .as(HOW_TO_RENEW, Modules.HOME.relativize(file))
        .isEqualTo(actual);
  }

  static void checkAbsent(Path file) throws IOException {
    if (UPDATE) {
      Files.delete(file);
      return;
    }
    assertThat(file).as(HOW_TO_RENEW, Modules.HOME.relativize(file)).doesNotExist();
  }
}
