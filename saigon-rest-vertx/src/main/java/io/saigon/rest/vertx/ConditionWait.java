package io.saigon.rest.vertx;

import io.saigon.api.context.CallerContext;
import io.saigon.api.rest.ConditionTimeoutException;
import io.saigon.api.rest.HttpStatusException;
import io.saigon.api.rest.RestRequest;
import io.saigon.api.rest.RestResponse;
import io.saigon.rest.vertx.http.Backoff;
import io.saigon.rest.vertx.http.CallResult;
import io.saigon.rest.vertx.http.RestFailures;
import io.vertx.core.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Sends a request repeatedly until its response meets a condition. */
final class ConditionWait<T> {
  private final CallerContext context;
  private final RestRequest request;
  private final ResponseType<T> type;
  private final Predicate<? super T> condition;
  private final WaitPolicy policy;
  private final Function<Future<?>, Future<RestResponse>> exchange;
  private final CallResult<T> result;
  private int polls;

  /**
   * Creates a wait on a context.
   *
   * @param exchange sends the request, and cancels it as soon as the given future completes
   */
  ConditionWait(
      CallerContext context,
      RestRequest request,
      ResponseType<T> type,
      Predicate<? super T> condition,
      WaitPolicy policy,
      Function<Future<?>, Future<RestResponse>> exchange) {
    this.context = context;
    this.request = request;
    this.type = type;
    this.condition = condition;
    this.policy = policy;
    this.exchange = exchange;
    this.result = new CallResult<>(context, request);
  }

  Future<T> run(@Nullable Future<?> cancel) {
    Future<T> met = result.begin(this::begin);
    RestExchange.cancelOn(cancel, result);
    return met;
  }

  private void begin() {
    result.failAfter(Math.max(1, policy.atMost().toMillis()), this::timedOut);
    poll();
  }

  private void poll() {
    polls++;
    context
        .succeeded(result.future())
        .compose(exchange)
        .map(this::evaluate)
        .recover(this::failed)
        .compose(this::pauseBeforeNext)
        .onComplete(paused -> poll(), result::fail);
  }

  /** Returns milliseconds to wait before the next request. */
  private Long evaluate(RestResponse response) {
    T value = type.read(request, response);
    if (condition.test(value)) {
      result.succeed(value);
    }
    Long retryAfter = Backoff.retryAfter(response.headers());
    return retryAfter == null ? 0 : retryAfter;
  }

  private Future<Long> failed(Throwable cause) {
    return cause instanceof HttpStatusException status
            && policy.pending().contains(status.statusCode())
        ? context.succeeded(0L)
        : context.failed(cause);
  }

  private Future<Void> pauseBeforeNext(long retryAfter) {
    long interval = policy.interval().toMillis();
    long delay = ThreadLocalRandom.current().nextLong(interval / 2, interval) + 1;
    long most = Math.max(1, policy.atMost().toMillis());
    return result.pause(Math.min(most, Math.max(retryAfter, delay)));
  }

  private ConditionTimeoutException timedOut() {
    return new ConditionTimeoutException(
        RestFailures.target(request)
            + " did not answer what was waited for within "
            + policy.atMost()
            + "; it was asked "
            + polls
            + " times",
        polls);
  }
}
