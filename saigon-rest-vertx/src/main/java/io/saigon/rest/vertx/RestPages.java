package io.saigon.rest.vertx;

import io.saigon.api.rest.ResponseMappingException;
import io.saigon.api.rest.RestRequest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a collection, made by {@link RestCall#pages}; immutable. The next page is where the
 * {@code Link} header of relation {@code next} leads (RFC 8288), unless {@link #byToken} says
 * otherwise. A page is asked for once the one before has been worked on.
 *
 * @param <P> type of a page
 */
public final class RestPages<P> {
  private final RestRequest first;
  private final ResponseType<P> type;
  private final Function<RestRequest, Future<RestResponse>> exchange;
  private final Supplier<ContextInternal> context;
  private final @Nullable String parameter;
  private final Function<P, @Nullable String> token;

  RestPages(
      RestRequest first,
      ResponseType<P> type,
      Function<RestRequest, Future<RestResponse>> exchange,
      Supplier<ContextInternal> context) {
    this(first, type, exchange, context, null, page -> null);
  }

  private RestPages(
      RestRequest first,
      ResponseType<P> type,
      Function<RestRequest, Future<RestResponse>> exchange,
      Supplier<ContextInternal> context,
      @Nullable String parameter,
      Function<P, @Nullable String> token) {
    this.first = first;
    this.type = type;
    this.exchange = exchange;
    this.context = context;
    this.parameter = parameter;
    this.token = token;
  }

  /**
   * Finds the next page by a token.
   *
   * @param parameter query parameter that takes the token
   * @param token what a page says of the next one, null or empty on the last
   */
  public RestPages<P> byToken(String parameter, Function<P, @Nullable String> token) {
    return new RestPages<>(
        first, type, exchange, context, Objects.requireNonNull(parameter, "parameter"), token);
  }

  /**
   * Works on page after page.
   *
   * @param work what to do with a page; the next one is asked for when its future succeeds
   * @return fails as {@link RestCall#send(Class)} does, with what the work fails with, and with
   *     {@link ResponseMappingException} if a page leads back to itself or to another origin
   */
  public Future<Void> forEach(Function<? super P, ? extends Future<?>> work) {
    Promise<Void> done = context.get().promise();
    step(first, work, done);
    return done.future();
  }

  /**
   * Collects what the pages hold.
   *
   * @param items what a page holds
   * @param atMost how many are collected; pages after that are not asked for
   * @return fails as {@link #forEach} does
   */
  public <T> Future<List<T>> collect(Function<? super P, ? extends List<T>> items, int atMost) {
    List<T> all = new ArrayList<>();
    Promise<Void> done = context.get().promise();
    step(
        first,
        page -> {
          List<T> more = items.apply(page);
          all.addAll(more.subList(0, Math.min(more.size(), atMost - all.size())));
          if (all.size() >= atMost) {
            done.tryComplete();
          }
          return Future.succeededFuture();
        },
        done);
    return done.future().map(end -> List.copyOf(all));
  }

  // A loop, not a chain of futures, which would grow with the pages.
  private void step(
      RestRequest request, Function<? super P, ? extends Future<?>> work, Promise<Void> done) {
    exchange
        .apply(request)
        .compose(
            response -> {
              P page = type.read(request, response);
              RestRequest next = next(request, response, page);
              return work.apply(page).map(worked -> next);
            })
        .onComplete(
            next -> {
              if (next == null) {
                done.tryComplete();
              } else if (!done.future().isComplete()) {
                step(next, work, done);
              }
            },
            done::tryFail);
  }

  private @Nullable RestRequest next(RestRequest request, RestResponse response, P page) {
    URI next;
    if (parameter == null) {
      next = NextLink.of(request.uri(), response.headers());
    } else {
      String text = token.apply(page);
      next = text == null || text.isEmpty() ? null : RestUris.with(request.uri(), parameter, text);
    }
    if (next == null) {
      return null;
    }
    if (next.equals(request.uri()) || !RestRedirect.sameOrigin(next, request.uri())) {
      throw new ResponseMappingException(
          null,
          RestAnswers.what(request)
              + " answered a page that leads back to itself or to another origin");
    }
    return request.withUri(next);
  }
}
