package io.saigon.rest.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisitedPagesTest {
  @Test
  void aTraversalWithoutARepetitionContinues() {
    VisitedPages visited = new VisitedPages(page(0));
    for (int i = 1; i < 100_000; i++) {
      assertThat(visited.add(page(i))).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 2", "5, 1", "5, 128", "1000, 100"})
  void aShortCycleEndsAtItsFirstRepetition(int before, int length) {
    assertThat(requested(before, length)).isEqualTo(before + length);
  }

  @ParameterizedTest
  @CsvSource({"0, 129", "0, 1000", "7, 5000", "5000, 7000", "100000, 129"})
  void aLongCycleEndsAfterAFewRounds(int before, int length) {
    assertThat(requested(before, length)).isBetween(before + length, 4 * (before + length) + 1000);
  }

  /** Returns the number of pages that a traversal into a cycle requests. */
  private static int requested(int before, int length) {
    VisitedPages visited = new VisitedPages(page(0));
    int requested = 1;
    while (visited.add(
        page(requested < before ? requested : before + (requested - before) % length))) {
      requested++;
    }
    return requested;
  }

  private static URI page(int number) {
    return URI.create("https://example.com/items?page=" + number);
  }
}
