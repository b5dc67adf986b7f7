package io.saigon.cognito.idp;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lists that Cognito answers by pages. */
final class AllPages {
  /** A page with the token of the next one, if any. */
  record Page<T>(List<T> items, @Nullable String next) {}

  private AllPages() {}

  /**
   * Returns the items of all pages.
   *
   * @param pages gets the page of a token, and the first one without
   */
  static <T> Future<List<T>> of(Function<@Nullable String, Future<Page<T>>> pages) {
    return rest(pages, null, new ArrayList<>());
  }

  private static <T> Future<List<T>> rest(
      Function<@Nullable String, Future<Page<T>>> pages, @Nullable String token, List<T> found) {
    return pages
        .apply(token)
        .compose(
            page -> {
              found.addAll(page.items());
              return page.next() == null
                  ? Future.succeededFuture(List.copyOf(found))
                  : rest(pages, page.next(), found);
            });
  }
}
