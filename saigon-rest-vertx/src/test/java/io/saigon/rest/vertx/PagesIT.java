package io.saigon.rest.vertx;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.rest.ResponseMappingException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class PagesIT extends ScriptedService {
  @Test
  void pagesAreFoundByToken() {
    service = (n, request) -> page(request, n, n < 3 ? "t&" + n : null);
    RestPages<Page> pages =
        api.call(HttpMethod.GET, "/items")
            .query("size", 2)
            .pages(Page.class)
            .byToken("after", Page::nextToken);
    assertThat(await(pages.collect(Page::items, 100))).containsExactly(1, 1, 2, 2, 3, 3);
    assertThat(arrivals)
        .containsExactly(
            "/v1/items?size=2", "/v1/items?size=2&after=t%261", "/v1/items?size=2&after=t%262");
  }

  @Test
  void pagesAreFoundByLink() {
    service =
        (n, request) -> {
          if (n < 3) {
            request
                .response()
                .putHeader(
                    "Link",
                    "</v1/first>; rel=\"first\", <items?page=" + n + ">; rel=\"prev next\"");
          }
          page(request, n, null);
        };
    assertThat(await(items().collect(Page::items, 100))).containsExactly(1, 1, 2, 2, 3, 3);
    assertThat(arrivals).containsExactly("/v1/items", "/v1/items?page=1", "/v1/items?page=2");
  }

  @Test
  void noMoreItemsAreCollectedThanRequested() {
    service = (n, request) -> page(request, n, "t" + n);
    assertThat(await(items().byToken("after", Page::nextToken).collect(Page::items, 3)))
        .containsExactly(1, 1, 2);
    assertThat(arrivals).hasSize(2);
  }

  @Test
  void aPageIsRequestedAfterThePreviousOneWasProcessed() {
    service = (n, request) -> page(request, n, n < 3 ? "t" + n : null);
    List<Promise<Void>> works = new ArrayList<>();
    Promise<Void> first = Promise.promise();
    Future<Void> all =
        items()
            .byToken("after", Page::nextToken)
            .forEach(
                page -> {
                  Promise<Void> work = Promise.promise();
                  works.add(work);
                  if (works.size() == 1) {
                    first.complete();
                  } else {
                    work.complete();
                  }
                  return work.future();
                });
    await(first.future());
    assertThat(arrivals).hasSize(1);
    works.get(0).complete();
    await(all);
    assertThat(arrivals).hasSize(3);
  }

  @Test
  void aFailureOfTheProcessingEndsTheTraversal() {
    service = (n, request) -> page(request, n, "t" + n);
    RestPages<Page> pages = items().byToken("after", Page::nextToken);
    assertThatThrownBy(
            () -> await(pages.forEach(page -> Future.failedFuture(new IllegalStateException("x")))))
        .hasMessage("x");
    assertThatThrownBy(
            () ->
                await(
                    pages.forEach(
                        page -> {
                          throw new IllegalStateException("y");
                        })))
        .hasMessage("y");
    assertThat(arrivals).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/items, back to itself or to a page before it",
    "/v1/items#again, back to itself or to a page before it",
    "http://other.example.com/v1/items?page=2, to another origin",
    "http://127.0.0.1:99999/v1/items?page=2, to no URI that can be requested",
    "mailto:x@example.com, to no URI that can be requested",
    "/v1/{items}, to no URI that can be requested"
  })
  void pagesThatLeadBackOrToAnotherOriginEndTheTraversal(String link, String where) {
    service =
        (n, request) -> {
          request.response().putHeader("Link", "<" + link + ">; rel=next");
          page(request, n, null);
        };
    assertThatThrownBy(() -> await(items().collect(Page::items, 100)))
        .isInstanceOf(ResponseMappingException.class)
        .hasMessageContaining("answered a page that leads " + where);
    assertThat(arrivals).hasSize(1);
  }

  @Test
  void pagesInACycleEndTheTraversal() {
    service =
        (n, request) -> {
          String next = "/v1/items".equals(request.uri()) ? "/v1/items?page=b" : "/v1/items";
          request.response().putHeader("Link", "<" + next + ">; rel=next");
          page(request, n, null);
        };
    assertThatThrownBy(() -> await(items().collect(Page::items, 100)))
        .isInstanceOf(ResponseMappingException.class)
        .hasMessageContaining("leads back to itself or to a page before it");
    assertThat(arrivals).containsExactly("/v1/items", "/v1/items?page=b");
  }

  @Test
  void repeatedTokensEndTheTraversal() {
    service = (n, request) -> page(request, n, n % 2 == 0 ? "even" : "odd");
    assertThatThrownBy(
            () -> await(items().byToken("after", Page::nextToken).collect(Page::items, 100)))
        .isInstanceOf(ResponseMappingException.class)
        .hasMessageContaining("leads back to itself or to a page before it");
    assertThat(arrivals).hasSize(3);
  }

  @Test
  void pagesAreFoundByTokenUnderAPathThatBeginsWithTwoSlashes() {
    RestClient root = RestClient.create(vertx, api.baseUrl().resolve("/").toString());
    service = (n, request) -> page(request, n, n < 3 ? "t" + n : null);
    RestPages<Page> pages =
        root.call(HttpMethod.GET, "//items//x").pages(Page.class).byToken("after", Page::nextToken);
    assertThat(await(pages.collect(Page::items, 100))).containsExactly(1, 1, 2, 2, 3, 3);
    assertThat(arrivals)
        .containsExactly("//items//x", "//items//x?after=t1", "//items//x?after=t2");
  }

  private RestPages<Page> items() {
    return api.call(HttpMethod.GET, "/items").pages(Page.class);
  }
}
