package io.saigon.rest.vertx;

import static io.saigon.rest.vertx.RestClientIT.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.rest.ConditionTimeoutException;
import io.saigon.api.rest.HttpStatusException;
import io.saigon.api.rest.RequestAuthorizer;
import io.saigon.api.rest.ResponseMappingException;
import io.saigon.api.rest.RestRequest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class PagesAndWaitsIT {
  public record Page(List<Integer> items, @Nullable String nextToken) {}

  public record Job(String state) {
    boolean done() {
      return state.equals("done");
    }
  }

  private static final WaitPolicy SOON =
      WaitPolicy.upTo(Duration.ofSeconds(10)).withInterval(Duration.ofMillis(5));

  private final Vertx vertx = Vertx.vertx();
  private final List<String> arrivals = new CopyOnWriteArrayList<>();
  private volatile BiConsumer<Integer, HttpServerRequest> service;
  private RestClient api;

  @BeforeEach
  void start() {
    HttpServer server =
        await(
            vertx
                .createHttpServer()
                .requestHandler(
                    request -> {
                      arrivals.add(request.uri());
                      service.accept(arrivals.size(), request);
                    })
                .listen(0, "127.0.0.1"));
    api = RestClient.create(vertx, "http://127.0.0.1:" + server.actualPort() + "/v1");
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

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
  void noMoreIsCollectedThanIsWanted() {
    service = (n, request) -> page(request, n, "t" + n);
    assertThat(await(items().byToken("after", Page::nextToken).collect(Page::items, 3)))
        .containsExactly(1, 1, 2);
    assertThat(arrivals).hasSize(2);
  }

  @Test
  void aPageIsAskedForWhenTheOneBeforeWasWorkedOn() {
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
  void workThatFailsEndsIt() {
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
  void pagesThatLeadBackOrElsewhereEndIt(String link, String where) {
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
  void pagesThatLeadInACircleEndIt() {
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
  void tokensThatComeBackEndIt() {
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

  @Test
  void aWalkAndAWaitStayWithTheUserThatTheyBeganWith() {
    AtomicReference<String> current = new AtomicReference<>("ann");
    List<String> callers = new CopyOnWriteArrayList<>();
    RestClient users = RestClient.create(vertx, api.baseUrl().toString(), new CurrentOne(current));
    service =
        (n, request) -> {
          callers.add(request.getHeader("X-User"));
          current.set("bob");
          page(request, n, n < 3 ? "t" + n : null);
        };
    await(
        users
            .call(HttpMethod.GET, "/items")
            .pages(Page.class)
            .byToken("after", Page::nextToken)
            .collect(Page::items, 100));
    current.set("ann");
    await(
        users
            .call(HttpMethod.GET, "/items")
            .sendUntil(Page.class, page -> arrivals.size() == 6, SOON));
    assertThat(callers).containsOnly("ann").hasSize(6);
  }

  @Test
  void aConditionIsWaitedFor() {
    service = (n, request) -> job(request, n < 4 ? "running" : "done");
    Job job = await(job().sendUntil(Job.class, Job::done, SOON));
    assertThat(job.state()).isEqualTo("done");
    assertThat(arrivals).hasSize(4);
  }

  @Test
  void whatIsNotThereYetIsWaitedForIfThatIsWanted() {
    service =
        (n, request) -> {
          if (n < 3) {
            request.response().setStatusCode(404).end();
          } else {
            job(request, "done");
          }
        };
    assertThatThrownBy(() -> await(job().sendUntil(Job.class, Job::done, SOON)))
        .isInstanceOf(HttpStatusException.class);
    arrivals.clear();
    await(job().sendUntil(Job.class, Job::done, SOON.withPending(Set.of(404))));
    assertThat(arrivals).hasSize(3);
  }

  @Test
  void afterItsBoundAWaitFailsAndLooksNoMore() {
    service = (n, request) -> job(request, "running");
    Duration brief = Duration.ofMillis(100);
    assertThatThrownBy(
            () ->
                await(
                    job()
                        .query("token", "hush")
                        .sendUntil(
                            Job.class,
                            Job::done,
                            WaitPolicy.upTo(brief).withInterval(Duration.ofMillis(5)))))
        .isInstanceOfSatisfying(
            ConditionTimeoutException.class, e -> assertThat(e.looks()).isPositive())
        .hasMessageContaining("did not answer what was waited for within PT0.1S")
        .hasMessageNotContaining("hush");
  }

  @Test
  void aLookThatHangsIsBrokenOffAtTheBound() {
    Promise<Void> closed = Promise.promise();
    service = (n, request) -> request.connection().closeHandler(closed::complete);
    assertThatThrownBy(
            () ->
                await(
                    job().sendUntil(Job.class, Job::done, WaitPolicy.upTo(Duration.ofMillis(50)))))
        .isInstanceOf(ConditionTimeoutException.class);
    await(closed.future());
  }

  @Test
  void aWaitIsCancelledAndConditionsMayFail() {
    Promise<Void> signal = Promise.promise();
    service =
        (n, request) -> {
          request.response().putHeader("Retry-After", "5").endHandler(end -> signal.tryComplete());
          job(request, "running");
        };
    assertThatThrownBy(
            () -> await(job().cancelOn(signal.future()).sendUntil(Job.class, Job::done, SOON)))
        .isInstanceOf(CancellationException.class);
    assertThatThrownBy(
            () ->
                await(
                    job()
                        .sendUntil(
                            Job.class,
                            job -> {
                              throw new IllegalStateException("odd");
                            },
                            SOON)))
        .hasMessage("odd");
  }

  /** Signs by name, for the current user of each call. */
  private record CurrentOne(AtomicReference<String> name) implements RequestAuthorizer {
    @Override
    public Future<RestRequest> authorize(RestRequest request) {
      return forCall().authorize(request);
    }

    @Override
    public RequestAuthorizer forCall() {
      String now = name.get();
      return request -> Future.succeededFuture(request.withHeader("X-User", now));
    }
  }

  private RestPages<Page> items() {
    return api.call(HttpMethod.GET, "/items").pages(Page.class);
  }

  private RestCall job() {
    return api.call(HttpMethod.GET, "/jobs/7");
  }

  private static void page(HttpServerRequest request, int n, String next) {
    JsonObject page = new JsonObject().put("items", new JsonArray().add(n).add(n));
    request.response().end(page.put("nextToken", next).toBuffer());
  }

  private static void job(HttpServerRequest request, String state) {
    request.response().end(new JsonObject().put("state", state).toBuffer());
  }
}
