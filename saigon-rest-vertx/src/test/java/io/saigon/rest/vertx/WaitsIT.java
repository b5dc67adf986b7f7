package io.saigon.rest.vertx;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.rest.ConditionTimeoutException;
import io.saigon.api.rest.HttpStatusException;
import io.saigon.api.rest.RequestAuthorizer;
import io.saigon.api.rest.RestRequest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

public class WaitsIT extends ScriptedService {
  public record Job(String state) {
    boolean done() {
      return state.equals("done");
    }
  }

  private static final WaitPolicy SOON =
      WaitPolicy.upTo(Duration.ofSeconds(10)).withInterval(Duration.ofMillis(5));

  @Test
  void aTraversalAndAWaitKeepTheUserThatTheyStartedWith() {
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
  void aConditionIsAwaited() {
    service = (n, request) -> job(request, n < 4 ? "running" : "done");
    Job job = await(job().sendUntil(Job.class, Job::done, SOON));
    assertThat(job.state()).isEqualTo("done");
    assertThat(arrivals).hasSize(4);
  }

  @Test
  void pendingStatusesAreAwaitedIfConfigured() {
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
  void aWaitFailsAtItsBoundAndStopsPolling() {
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
            ConditionTimeoutException.class, e -> assertThat(e.attempts()).isPositive())
        .hasMessageContaining("did not answer what was waited for within PT0.1S")
        .hasMessageNotContaining("hush");
  }

  @Test
  void aPollThatHangsIsCancelledAtTheBound() {
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

  private RestCall job() {
    return api.call(HttpMethod.GET, "/jobs/7");
  }

  private static void job(HttpServerRequest request, String state) {
    request.response().end(new JsonObject().put("state", state).toBuffer());
  }
}
