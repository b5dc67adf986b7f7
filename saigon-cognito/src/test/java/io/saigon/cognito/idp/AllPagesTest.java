package io.saigon.cognito.idp;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.cognito.idp.AllPages.Page;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AllPagesTest {
  @Test
  void itemsOfAllPagesKeepTheirOrder() {
    List<@Nullable String> tokens = new ArrayList<>();
    List<Integer> all =
        await(
            AllPages.of(
                token -> {
                  tokens.add(token);
                  int page = token == null ? 0 : Integer.parseInt(token);
                  return Future.succeededFuture(
                      page == 1
                          // A page may be empty before the last one.
                          ? new Page<>(List.of(), "2")
                          : new Page<>(
                              List.of(2 * page, 2 * page + 1), page < 3 ? "" + (page + 1) : null));
                }));
    assertThat(all).containsExactly(0, 1, 4, 5, 6, 7);
    assertThat(tokens).containsExactly(null, "1", "2", "3");
  }

  @Test
  void aPageThatFailsFailsTheList() {
    assertThat(
            failure(
                IllegalStateException.class,
                AllPages.of(
                    token ->
                        token == null
                            ? Future.succeededFuture(new Page<>(List.of(1), "next"))
                            : Future.failedFuture(new IllegalStateException("away")))))
        .hasMessage("away");
  }
}
