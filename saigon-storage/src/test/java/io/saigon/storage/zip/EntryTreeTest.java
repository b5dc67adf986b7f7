package io.saigon.storage.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.saigon.api.storage.ArchiveException;
import io.saigon.api.storage.ArchiveException.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryTreeTest {
  private static EntryTree tree(boolean portable, String... files) {
    EntryTree tree = new EntryTree(portable, 100);
    for (String file : files) {
      tree.add(file, List.of(file.split("/")), false);
    }
    return tree;
  }

  @ParameterizedTest
  @CsvSource({
    "readme, README",
    "a/x, A/y",
    "caf\u00e9, cafe\u0301",
    "caf\u00e9, CAF\u00c9",
    "stra\u00dfe, STRASSE",
    "\u03c3, \u03c2",
  })
  void namesThatSomeFileSystemTakesForOneAreRefusedIfNamesArePortable(String one, String other) {
    ArchiveException failure =
        catchThrowableOfType(ArchiveException.class, () -> tree(true, one, other));
    assertThat(failure).as("refused").isNotNull();
    assertThat(failure.reason()).isEqualTo(Reason.DUPLICATE_NAME);
    assertThat(failure).hasMessageContaining("in case or Unicode form only");
    assertThat(tree(false, one, other).size()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void namesThatDifferInMoreThanCaseAreAccepted() {
    assertThat(tree(true, "a", "b", "\u00e9", "e", "a\u007f").size()).isEqualTo(5);
  }

  @Test
  void filesAndImpliedDirectoriesAreCountedUpToTheLimit() {
    EntryTree tree = new EntryTree(true, 3);
    tree.add("a/b/c", List.of("a", "b", "c"), false);
    assertThat(tree.size()).isEqualTo(3);
    tree.add("a/b/", List.of("a", "b"), true);
    ArchiveException failure =
        catchThrowableOfType(ArchiveException.class, () -> tree.add("d", List.of("d"), false));
    assertThat(failure).as("refused").isNotNull();
    assertThat(failure.reason()).isEqualTo(Reason.TOO_MANY_ENTRIES);
  }
}
