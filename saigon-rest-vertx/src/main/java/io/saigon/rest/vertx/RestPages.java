package io.saigon.rest.vertx;

import io.saigon.api.call.CallScope;
import io.saigon.api.context.CallerContext;
import io.saigon.api.rest.ResponseMappingException;
import io.saigon.api.rest.RestRequest;
import io.saigon.api.rest.RestResponse;
import io.saigon.rest.vertx.http.RestFailures;
import io.saigon.rest.vertx.http.RestRedirect;
import io.saigon.rest.vertx.syntax.NextLink;
import io.saigon.rest.vertx.syntax.ResourceUris;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a collection, made by {@link RestCall#pages}; immutable. The next page is the target
 * of the {@code Link} header of relation {@code next} (RFC 8288), or is found {@linkplain #byToken
 * by a token}. A page is requested when the work on the one before is done.
 *
 * @param <P> type of a page
 */
public final class RestPages<P> {
  private final RestRequest first;
  private final ResponseType<P> type;
  private final Supplier<Function<RestRequest, Future<RestResponse>>> exchanges;
  private final Supplier<CallerContext> context;
  private final @Nullable String parameter;
  private final Function<P, @Nullable String> token;

  RestPages(
      RestRequest first,
      ResponseType<P> type,
      Supplier<Function<RestRequest, Future<RestResponse>>> exchanges,
      Supplier<CallerContext> context) {
    this(first, type, exchanges, context, null, page -> null);
  }

  private RestPages(
      RestRequest first,
      ResponseType<P> type,
      Supplier<Function<RestRequest, Future<RestResponse>>> exchanges,
      Supplier<CallerContext> context,
      @Nullable String parameter,
      Function<P, @Nullable String> token) {
    this.first = first;
    this.type = type;
    this.exchanges = exchanges;
    this.context = context;
    this.parameter = parameter;
    this.token = token;
  }

  /**
   * Finds the next page by a token.
   *
   * @param parameter query parameter that takes the token
   * @param token reads the next page's token from a page; null or empty on the last
   * @return these pages, found by the token
   */
  public RestPages<P> byToken(String parameter, Function<P, @Nullable String> token) {
    Objects.requireNonNull(token, "token");
    return new RestPages<>(
        first, type, exchanges, context, Objects.requireNonNull(parameter, "parameter"), token);
  }

  /**
   * Works on page after page.
   *
   * @param work work on a page; the next page is requested when its future succeeds
   * @return completes after the last page; fails as {@link RestCall#send(Class)} and the work do,
   *     and with {@link ResponseMappingException} if a page leads back to one that was requested
   *     before, to another origin, or to no URI
   */
  public Future<Void> forEach(Function<? super P, ? extends Future<?>> work) {
    Objects.requireNonNull(work, "work");
    Promise<Void> done = context.get().promise();
    new Traversal(work, done).request(first);
    return done.future();
  }

  /**
   * Collects the items of the pages.
   *
   * @param <T> type of an item
   * @param items reads the items of a page
   * @param atMost largest number of items; pages after that are not requested
   * @return the items in order; fails as {@link #forEach} does
   */
  public <T> Future<List<T>> collect(Function<? super P, ? extends List<T>> items, int atMost) {
    Objects.requireNonNull(items, "items");
    List<T> all = new ArrayList<>();
    Promise<Void> done = context.get().promise();
    new Traversal(
            page -> {
              List<T> more = items.apply(page);
              all.addAll(more.subList(0, Math.min(more.size(), atMost - all.size())));
              if (all.size() >= atMost) {
                done.tryComplete();
              }
              return Future.succeededFuture();
            },
            done)
        .request(first);
    return done.future().map(end -> List.copyOf(all));
  }

  private @Nullable RestRequest next(
      RestRequest request, RestResponse response, P page, VisitedPages visited) {
    String text = parameter == null ? null : token.apply(page);
    RestRequest next;
    try {
      URI uri =
          parameter == null
              ? NextLink.of(request.uri(), response.headers())
              : text == null || text.isEmpty()
                  ? null
                  : ResourceUris.with(request.uri(), parameter, text);
      next = uri == null ? null : request.withUri(uri);
    } catch (IllegalArgumentException e) {
      throw misdirected(request, "to no URI that can be requested");
    }
    if (next != null && !RestRedirect.sameOrigin(next.uri(), request.uri())) {
      throw misdirected(request, "to another origin");
    }
    if (next != null && !visited.add(next.uri())) {
      throw misdirected(request, "back to itself or to a page before it");
    }
    return next;
  }

  private static ResponseMappingException misdirected(RestRequest request, String destination) {
    return new ResponseMappingException(
        null, RestFailures.target(request) + " answered a page that leads " + destination);
  }

  /** One pass over the pages, for the user who began it. */
  private final class Traversal {
    private final Function<RestRequest, Future<RestResponse>> exchange = exchanges.get();
    private final @Nullable CallScope scope = CallScope.current();
    private final VisitedPages visited = new VisitedPages(first.uri());
    private final Function<? super P, ? extends Future<?>> work;
    private final Promise<Void> done;

    Traversal(Function<? super P, ? extends Future<?>> work, Promise<Void> done) {
      this.work = work;
      this.done = done;
    }

    // Not a chain of futures, which would grow with the pages.
    void request(RestRequest request) {
      Future<RestResponse> answer;
      try {
        answer = CallScope.within(scope, () -> exchange.apply(request));
      } catch (RuntimeException e) {
        done.tryFail(e);
        return;
      }
      answer
          .compose(
              response -> {
                P page = type.read(request, response);
                RestRequest next = next(request, response, page, visited);
                return work.apply(page).map(worked -> next);
              })
          .onComplete(
              next -> {
                if (next == null) {
                  done.tryComplete();
                } else if (!done.future().isComplete()) {
                  request(next);
                }
              },
              done::tryFail);
    }
  }
}
