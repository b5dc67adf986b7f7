package io.saigon.rest.vertx;

import io.saigon.api.rest.ConditionTimeoutException;
import io.saigon.api.rest.HttpStatusException;
import io.saigon.api.rest.RestRequest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
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
  private final Promise<T> result;
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
    this.result = context.promise();
  }

  Future<T> run(@Nullable Future<?> cancel) {
    long deadline =
        context.setTimer(Math.max(1, policy.atMost().toMillis()), id -> result.tryFail(late()));
    result.future().onComplete(done -> context.owner().cancelTimer(deadline));
    if (cancel != null) {
      cancel.onComplete(
          signal ->
              result.tryFail(
                  new CancellationException(RestAnswers.what(request) + " was cancelled")));
    }
    look();
    return result.future();
  }

  private void look() {
    if (!result.future().isComplete()) {
      looks++;
      look.apply(result.future())
          .compose(response -> Future.succeededFuture(looked(response)))
          .onComplete(again -> again(again), this::failed);
    }
  }

  /** Milliseconds to wait before the next look, or null if none is needed. */
  private @Nullable Long looked(RestResponse response) {
    T value = type.read(request, response);
    if (condition.test(value)) {
      result.tryComplete(value);
      return null;
    }
    Long asked = Backoff.asked(response.headers());
    return asked == null ? 0 : asked;
  }

  private void failed(Throwable cause) {
    if (cause instanceof HttpStatusException status
        && policy.pending().contains(status.statusCode())) {
      again(0L);
    } else {
      result.tryFail(cause);
    }
  }

  private void again(@Nullable Long asked) {
    if (asked != null) {
      long interval = policy.interval().toMillis();
      long delay = ThreadLocalRandom.current().nextLong(interval / 2, interval) + 1;
      long most = Math.max(1, policy.atMost().toMillis());
      context.setTimer(Math.min(most, Math.max(asked, delay)), id -> look());
    }
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
