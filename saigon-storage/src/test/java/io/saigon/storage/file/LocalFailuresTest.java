package io.saigon.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.saigon.api.storage.LocalFileException;
import io.saigon.api.storage.LocalFileException.Reason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LocalFailuresTest {
  @TempDir private Path directory;

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new NoSuchFileException("f"), Reason.NOT_FOUND, " does not exist; "),
        Arguments.of(new AccessDeniedException("f"), Reason.DENIED, " may not be read or written"),
        Arguments.of(
            new FileSystemException("f", null, "Read-only file system"),
            Reason.DENIED,
            " may not be read or written"),
        Arguments.of(
            new FileSystemException("f", null, "No space left on device"),
            Reason.NO_SPACE,
            "No space is left to write "),
        Arguments.of(new IOException("Disk quota exceeded"), Reason.NO_SPACE, "No space is left"),
        Arguments.of(new IOException("Input/output error"), Reason.OTHER, "; see the cause"),
        Arguments.of(new IOException(), Reason.OTHER, "; see the cause"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void anErrorOfTheSystemBecomesAReasonWithAdviceThatNamesThePath(
      IOException failure, Reason reason, String advice) {
    Path file = directory.resolve("file");
    LocalFileException known = LocalFailures.of(failure, file);
    assertThat(known.reason()).isEqualTo(reason);
    assertThat(known)
        .hasMessageContaining(advice)
        .hasMessageContaining(file.toString())
        .hasCause(failure);
  }

  @Test
  void aFileSystemWithoutSizesIsNotTakenForFull() {
    Path proc = Path.of("/proc");
    assumeTrue(Files.isDirectory(proc), "only Linux has it");
    LocalFileException known = LocalFailures.of(new IOException("Input/output error"), proc);
    assertThat(known.reason()).isEqualTo(Reason.OTHER);
  }
}
