package io.saigon.vault.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectorySourceTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final FileTime OLD = FileTime.fromMillis(NOW - 100);

  @ParameterizedTest
  @CsvSource({"100, true", "99, false", "0, false", "5000, true"})
  void aFileIsSettledWhenItsLastChangeIsATenthOfASecondAgo(long age, boolean settled) {
    FileTime time = FileTime.fromMillis(NOW - age);
    assertThat(DirectorySource.isSettled(time, NOW, time, 0)).isEqualTo(settled);
  }

  @Test
  void aModificationTimeInTheFutureSaysNothing() {
    FileTime future = FileTime.fromMillis(NOW + 1);
    assertThat(DirectorySource.isSettled(future, NOW, future, 0)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1", "-1"})
  void aFileWhoseSizeChangedWhileItWasReadIsNotSettled(long growth) {
    assertThat(DirectorySource.isSettled(OLD, NOW, OLD, growth)).isFalse();
  }

  @Test
  void aFileThatWasWrittenWhileItWasReadIsNotSettled() {
    FileTime after = FileTime.fromMillis(NOW - 99);
    assertThat(DirectorySource.isSettled(OLD, NOW, after, 0)).isFalse();
  }
}
