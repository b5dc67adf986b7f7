package io.saigon.testkit.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of lists that change while they are read. */
class PagingTest {
  private final Random random = new Random();

  private static Paging<String> page(List<String> all, int limit, @Nullable String token) {
    return Paging.of(all, limit, token, item -> item, () -> new AwsError("Wrong", "token"));
  }

  @RepeatedTest(20)
  void aClientThatDeletesPageAfterPageSeesAll() {
    List<String> all =
        new ArrayList<>(
            IntStream.range(0, random.nextInt(1, 50)).mapToObj(String::valueOf).toList());
    List<String> expected = List.copyOf(all);
    List<String> seen = new ArrayList<>();
    int limit = random.nextInt(1, 10);
    Paging<String> page = page(all, limit, null);
    while (true) {
      seen.addAll(page.items());
      all.removeAll(page.items());
      if (page.next() == null) {
        break;
      }
      page = page(all, limit, page.next());
    }
    assertThat(seen).isEqualTo(expected);
    assertThat(all).isEmpty();
  }

  @Test
  void theEndOfAListThatIsGoneIsAnEmptyPage() {
    String next = page(List.of("a", "b", "c"), 2, null).next();
    assertThat(page(List.of(), 2, next).items()).isEmpty();
    assertThat(page(List.of("a", "b"), 2, next).next()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bogus", "!", "offset=-1:", "offset=1", "offset=:a", "offset=9:"})
  void aTokenThatWasNotIssuedIsRefused(String token) {
    String encoded = Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8));
    for (String wrong : List.of(token, encoded)) {
      assertThatThrownBy(() -> page(List.of("a", "b"), 1, wrong)).isInstanceOf(AwsError.class);
    }
  }
}
