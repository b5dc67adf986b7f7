package io.saigon.rest.vertx;

import io.saigon.api.rest.ConditionTimeoutException;
import io.saigon.api.rest.HttpStatusException;
import io.saigon.api.rest.RestRequest;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looks at a resource until it is as wanted. */
final class ConditionWait<T> {
  private final ContextInternal context;
  private final RestRequest request;
  private final ResponseType<T> type;
  private final Predicate<? super T> condition;
  private final WaitPolicy policy;
  private final Function<Future<?>, Future<RestResponse>> look;
  private final CallResult<T> result;
  private int looks;

  /**
   * A wait on a context.
   *
   * @param look sends the request, until the given future completes
   */
  ConditionWait(
      ContextInternal context,
      RestRequest request,
      ResponseType<T> type,
      Predicate<? super T> condition,
      WaitPolicy policy,
      Function<Future<?>, Future<RestResponse>> look) {
    this.context = context;
    this.request = request;
    this.type = type;
    this.condition = condition;
    this.policy = policy;
    this.look = look;
    this.result = new CallResult<>(context, request);
  }

  Future<T> run(@Nullable Future<?> cancel) {
    Future<T> wanted = result.begin(this::begin);
    RestExchange.whenCancelled(cancel, wanted, context, this::cancel);
    return wanted;
  }

  private void begin() {
    result.failAfter(Math.max(1, policy.atMost().toMillis()), this::late);
    look();
  }

  private void cancel() {
    result.fail(new CancellationException(RestAnswers.what(request) + " was cancelled"));
  }

  private void look() {
    looks++;
    context
        .succeededFuture(result.future())
        .compose(look)
        .map(this::looked)
        .recover(this::failed)
        .compose(this::again)
        .onComplete(over -> look(), result::fail);
  }

  /** Returns milliseconds to wait before the next look. */
  private Long looked(RestResponse response) {
    T value = type.read(request, response);
    if (condition.test(value)) {
      result.succeed(value);
    }
    Long asked = Backoff.asked(response.headers());
    return asked == null ? 0 : asked;
  }

  private Future<Long> failed(Throwable cause) {
    return cause instanceof HttpStatusException status
            && policy.pending().contains(status.statusCode())
        ? context.succeededFuture(0L)
        : context.failedFuture(cause);
  }

  private Future<Void> again(long asked) {
    long interval = policy.interval().toMillis();
    long delay = ThreadLocalRandom.current().nextLong(interval / 2, interval) + 1;
    long most = Math.max(1, policy.atMost().toMillis());
    return result.pause(Math.min(most, Math.max(asked, delay)));
  }

  private ConditionTimeoutException late() {
    return new ConditionTimeoutException(
        RestAnswers.what(request)
            + " did not answer what was waited for within "
            + policy.atMost()
            + "; it was asked "
            + looks
            + " times",
        looks);
  }
}
