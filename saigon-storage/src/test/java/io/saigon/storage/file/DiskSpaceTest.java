package io.saigon.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.saigon.api.storage.LocalFileException;
import io.saigon.api.storage.LocalFileException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskSpaceTest {
  private static final long MORE_THAN_ANY_DISK = 1L << 61;

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "2305843009213693952, 0, 2305843009213693952",
    "0, 2305843009213693952, 2305843009213693952",
    "1152921504606846976, 1152921504606846976, 2305843009213693952",
    "9223372036854775807, 1, 9223372036854775807",
    "9223372036854775807, 9223372036854775807, 9223372036854775807",
  })
  void theSumOfTwoNumbersOfBytesMustFitEvenIfItIsMoreThanALong(
      long first, long second, long needed) {
    assertThatThrownBy(() -> DiskSpace.require(directory, first, second))
        .isInstanceOfSatisfying(
            LocalFileException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NO_SPACE))
        .hasMessageContaining(directory + " needs " + needed + " bytes and has ");
  }

  @Test
  void nothingFitsEverywhere() {
    assertThatCode(() -> DiskSpace.require(directory, 0, 0)).doesNotThrowAnyException();
    assertThatCode(() -> DiskSpace.require(directory, 0)).doesNotThrowAnyException();
  }

  @Test
  void aFileSystemWithoutSizesIsTakenForUnlimited() {
    Path proc = Path.of("/proc");
    assumeTrue(Files.isDirectory(proc), "only Linux has it");
    assertThatCode(() -> DiskSpace.require(proc, Long.MAX_VALUE)).doesNotThrowAnyException();
  }

  @Test
  void aFileIsNoDirectoryToWriteTo() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> DiskSpace.require(file, MORE_THAN_ANY_DISK))
        .hasMessageContaining(file + " is not a directory");
  }
}
