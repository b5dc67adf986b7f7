package io.saigon.storage.zip;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.storage.testing.ForkedJvm;
import io.saigon.storage.testing.ZipBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The memory of an extraction's plan, within the default limits. */
class ArchiveHeapIT {
  private static final int ENTRIES = 99_999;

  @TempDir private Path home;

  private String planned(String heap, IntFunction<String> names) throws Exception {
    Path archive = home.resolve("archive.zip");
    ZipBuilder zip = new ZipBuilder().change(z -> z.zip64 = true);
    for (int i = 0; i < ENTRIES; i++) {
      zip.file(names.apply(i), "");
    }
    Files.write(archive, zip.build());
    return run(heap, archive);
  }

  private static String run(String heap, Path archive) throws IOException, InterruptedException {
    Process probe =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-cp",
                ForkedJvm.classPath(),
                ArchiveHeapProbe.class.getName(),
                archive.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    probe.waitFor();
    return output.strip();
  }

  @Test
  void entriesInManyDirectoriesOfTheirOwnAreRefusedInASmallHeap() throws Exception {
    assertThat(planned("128m", i -> "%05d/".formatted(i) + "d/".repeat(30) + "f"))
        .isEqualTo("TOO_MANY_ENTRIES");
  }

  @Test
  void theLongestNamesThatTheLimitsAllowFitASmallHeap() throws Exception {
    // With upper case a name has a second form, under which some file systems compare it.
    String rest = "N".repeat(238);
    assertThat(planned("256m", i -> "d/%05d".formatted(i) + rest)).isEqualTo("files 99999");
  }
}
