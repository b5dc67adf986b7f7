package io.saigon.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.benchmarks.process.Jvm;
import io.saigon.benchmarks.process.Processes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs everything once with the least load. */
class SmokeIT {
  @Test
  @Timeout(900)
  void everyContenderOfEveryRowRunsAndNoProcessIsLeft(@TempDir Path results) throws Exception {
    Process benchmarks =
        Jvm.plain(Benchmarks.class)
            .with(
                List.of(
                    "-Dform=smoke",
                    "-Dresults=" + results,
                    "-Dstandalone.jar=" + System.getProperty("standalone.jar")))
            .withBoringSsl()
            .start();

    // Fails with what failed.
    String output = Processes.output(benchmarks, Duration.ofMinutes(14));

    assertThat(output).contains("| job | unit | saigon | ratio | goal | met | limit | peers |");
    assertThat(results).isDirectoryContaining("glob:**.md").isDirectoryContaining("glob:**.svg");
  }
}
