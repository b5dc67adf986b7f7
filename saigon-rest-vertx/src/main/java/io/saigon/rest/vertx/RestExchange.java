package io.saigon.rest.vertx;

import io.saigon.api.TransportException;
import io.saigon.api.rest.RequestAuthorizer;
import io.saigon.api.rest.RestRequest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.http.HttpClientInternal;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One call on one context: authorized, sent, led along redirects, and sent again if it pays. */
final class RestExchange {
  private static final int MAX_REDIRECTS = 5;

  private final HttpClientInternal client;
  private final CallSettings settings;
  private final boolean idempotent;
  private final @Nullable String traceOperation;
  private final RestRequest first;
  private final ContextInternal context;
  private final CallResult<RestResponse> result;
  private final long begun = System.nanoTime();
  private Supplier<Throwable> late;
  private @Nullable Transmission inFlight;
  private boolean recovered;
  private int redirects;
  private int attempts = 1;

  RestExchange(
      HttpClientInternal client,
      CallSettings settings,
      boolean idempotent,
      @Nullable String traceOperation,
      RestRequest first) {
    this.client = client;
    this.settings = settings;
    this.idempotent = idempotent;
    this.traceOperation = traceOperation;
    this.first = first;
    this.context = client.vertx().getOrCreateContext();
    this.result = new CallResult<>(context, first);
    this.late = () -> RestAnswers.late(first, settings.timeout().toMillis());
  }

  /** Completes with a 2xx answer, or fails; with a cancellation as soon as the signal completes. */
  Future<RestResponse> run(@Nullable RequestAuthorizer authorizer, @Nullable Future<?> cancel) {
    RequestAuthorizer by = authorizer == null ? null : authorizer.forCall();
    Future<RestResponse> answer = result.begin(() -> begin(by));
    whenCancelled(cancel, answer, context, this::cancel);
    return answer;
  }

  /** Cancels on the context when a signal completes, unless there is a result by then. */
  static void whenCancelled(
      @Nullable Future<?> signal, Future<?> result, ContextInternal context, Runnable cancel) {
    if (signal != null && !result.isComplete()) {
      signal.onComplete(
          over -> {
            if (!result.isComplete()) {
              context.emit(cancelled -> cancel.run());
            }
          });
    }
  }

  private void begin(@Nullable RequestAuthorizer by) {
    result.onFailure(this::abort);
    result.failAfter(settings.timeout().toMillis(), () -> late.get());
    if (client.closeFuture().isComplete()) {
      result.fail(RestAnswers.closed(first));
    } else {
      send(first, by).onComplete(result);
    }
  }

  private void abort(Throwable cause) {
    if (inFlight != null) {
      inFlight.abort(cause);
    }
  }

  private void cancel() {
    result.fail(new CancellationException(RestAnswers.what(first) + " was cancelled"));
  }

  private Future<RestResponse> send(RestRequest request, @Nullable RequestAuthorizer by) {
    if (by == null) {
      return transmit(request, null);
    }
    late = () -> unauthorized(request);
    return onContext(by.authorize(request)).compose(signed -> transmit(signed, by));
  }

  private Future<RestResponse> transmit(RestRequest request, @Nullable RequestAuthorizer by) {
    if (result.hasEnded()) {
      return result.future();
    }
    late = () -> RestAnswers.late(request, settings.timeout().toMillis());
    Transmission sent =
        Transmission.start(
            client, context, request, settings.maxResponseBody(), left(), traceOperation);
    inFlight = sent;
    return sent.answer()
        .compose(answer -> answered(request, by, answer), e -> broken(request, by, e));
  }

  private Future<RestResponse> broken(
      RestRequest request, @Nullable RequestAuthorizer by, Throwable cause) {
    if (client.closeFuture().isComplete()) {
      return context.failedFuture(RestAnswers.closed(request));
    }
    boolean mayRepeat = repeatable(request) || RestAnswers.isNotConnected(cause);
    Long pause = mayRepeat && RestAnswers.isTransport(cause) ? pause(null) : null;
    return pause == null
        ? context.failedFuture(RestAnswers.failure(request, cause, settings.timeout().toMillis()))
        : repeat(request, by, pause);
  }

  private Future<RestResponse> answered(
      RestRequest request, @Nullable RequestAuthorizer by, RestResponse response) {
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      return context.succeededFuture(response);
    }
    RestRequest next = redirects < MAX_REDIRECTS ? RestRedirect.of(request, response) : null;
    if (next != null) {
      redirects++;
      return send(next, RestRedirect.sameOrigin(request.uri(), next.uri()) ? by : null);
    }
    boolean mayRepeat = settings.retry().statuses().contains(status) && repeatable(request);
    Long pause = mayRepeat ? pause(Backoff.asked(response.headers())) : null;
    if (pause != null) {
      return repeat(request, by, pause);
    }
    if (by != null && !recovered) {
      return recover(request, by, response);
    }
    if (by != null) {
      by.repeatFailed(request, status, response.headers());
    }
    return context.failedFuture(RestAnswers.status(request, response, by));
  }

  private Future<RestResponse> recover(
      RestRequest request, RequestAuthorizer by, RestResponse response) {
    recovered = true;
    late = () -> RestAnswers.status(request, response, by);
    return onContext(by.recover(request, response.statusCode(), response.headers()))
        .compose(
            again ->
                again
                    ? send(request, by)
                    : context.failedFuture(RestAnswers.status(request, response, by)));
  }

  private boolean repeatable(RestRequest request) {
    return idempotent || RestAnswers.isIdempotent(request.method());
  }

  /** Milliseconds, or null if the call was sent often enough or its bound comes before. */
  private @Nullable Long pause(@Nullable Long asked) {
    RetryPolicy retry = settings.retry();
    if (attempts >= retry.maxAttempts() || (asked != null && asked > retry.maxDelay().toMillis())) {
      return null;
    }
    long delay =
        asked != null ? asked : Backoff.jittered(attempts, retry.firstDelay(), retry.maxDelay());
    return delay < left() ? Math.max(1, delay) : null;
  }

  private Future<RestResponse> repeat(
      RestRequest request, @Nullable RequestAuthorizer by, long pause) {
    attempts++;
    // By then keys may have expired, or clocks have jumped, that were right before.
    recovered = false;
    return result.pause(pause).compose(over -> send(request, by));
  }

  /** Milliseconds until the call's bound, one at least. */
  private long left() {
    long spent = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    return Math.max(1, settings.timeout().toMillis() - spent);
  }

  private <T> Future<T> onContext(Future<T> future) {
    Promise<T> promise = context.promise();
    future.onComplete(promise);
    return promise.future();
  }

  private TransportException unauthorized(RestRequest request) {
    return new TransportException(
        RestAnswers.what(request)
            + " was not authorized within "
            + settings.timeout().toMillis()
            + " ms; see why credentials cannot be had",
        null);
  }
}
