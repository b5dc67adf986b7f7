package io.saigon.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.storage.testing.ForkedJvm;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real disks that are full or read-only, mounted for this test's own process only. */
class FullDiskIT {
  @TempDir private Path home;

  private static Process start(String... command) throws IOException {
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  @Test
  void fullAndReadOnlyDisksAreReportedAndNoFileIsLeft() throws Exception {
    Assumptions.assumeTrue(
        new File("/usr/bin/unshare").canExecute() && start("unshare", "-rm", "true").waitFor() == 0,
        "This system lets a process mount nothing of its own");
    Path small = Files.createDirectory(home.resolve("small"));
    Path readOnly = Files.createDirectory(home.resolve("read-only"));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process probe =
        start(
            "unshare",
            "-rm",
            "sh",
            "-c",
            "mount -t tmpfs -o size=4m,nr_inodes=500 none \"$1\" && mount -t tmpfs -o ro none \"$2\""
                + " && exec \"$0\" -cp \"$3\" io.saigon.storage.FullDiskProbe \"$1\" \"$2\"",
            java.toString(),
            small.toString(),
            readOnly.toString(),
            ForkedJvm.classPath());
    String output = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(probe.waitFor()).as(output).isZero();
    assertThat(output.lines().filter(line -> line.contains("; left ")))
        .allMatch(line -> line.endsWith("; left []"))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("download: NO_SPACE No space is left to write"),
            line -> assertThat(line).startsWith("downloadTo: NO_SPACE No space is left to write"),
            line -> assertThat(line).startsWith("unzip: NO_SPACE No space is left to write"),
            line -> assertThat(line).startsWith("unzipMany: NO_SPACE").contains(" needs 8194000 "),
            line -> assertThat(line).startsWith("extract: NO_SPACE").contains(" needs "),
            line -> assertThat(line).startsWith("readOnly: DENIED"),
            line -> assertThat(line).startsWith("readOnlyTo: DENIED"));
  }
}
