package io.saigon.rest.vertx;

import io.saigon.api.TransportException;
import io.saigon.api.rest.RequestAuthorizer;
import io.saigon.api.rest.RestRequest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.http.HttpClientInternal;
import java.net.ConnectException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One call on one context: authorized, sent, led along redirects, and sent again if it pays. */
final class RestExchange {
  private static final int MAX_REDIRECTS = 5;

  private final HttpClientInternal client;
  private final CallSettings settings;
  private final boolean idempotent;
  private final @Nullable String traceOperation;
  private final ContextInternal context;
  private final Promise<RestResponse> result;
  private @Nullable Transmission inFlight;
  private boolean recovered;
  private int redirects;
  private int attempts = 1;

  RestExchange(
      HttpClientInternal client,
      CallSettings settings,
      boolean idempotent,
      @Nullable String traceOperation) {
    this.client = client;
    this.settings = settings;
    this.idempotent = idempotent;
    this.traceOperation = traceOperation;
    this.context = client.vertx().getOrCreateContext();
    this.result = context.promise();
  }

  /** Completes with a 2xx answer, or fails; with a cancellation as soon as the signal completes. */
  Future<RestResponse> run(
      RestRequest request, @Nullable RequestAuthorizer authorizer, @Nullable Future<?> cancel) {
    RequestAuthorizer forCall = authorizer == null ? null : authorizer.forCall();
    context.emit(request, first -> send(first, forCall));
    if (cancel != null) {
      cancel.onComplete(signal -> context.emit(request, this::cancel));
    }
    return result.future();
  }

  private void cancel(RestRequest request) {
    CancellationException cause =
        new CancellationException(RestAnswers.what(request) + " was cancelled");
    if (result.tryFail(cause) && inFlight != null) {
      inFlight.abort(cause);
    }
  }

  private void send(RestRequest request, @Nullable RequestAuthorizer by) {
    if (result.future().isComplete()) {
      return;
    }
    if (by == null) {
      transmit(request, null);
      return;
    }
    onContext(context.succeededFuture(request).compose(by::authorize))
        .timeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(
            signed -> transmit(signed, by),
            e -> result.tryFail(e instanceof TimeoutException ? unauthorized(request) : e));
  }

  private void transmit(RestRequest request, @Nullable RequestAuthorizer by) {
    if (result.future().isComplete()) {
      return;
    }
    inFlight = Transmission.start(client, context, request, settings, traceOperation);
    inFlight
        .answer()
        .onComplete(answer -> answered(request, by, answer), e -> broken(request, by, e));
  }

  private void broken(RestRequest request, @Nullable RequestAuthorizer by, Throwable cause) {
    boolean mayRepeat = repeatable(request) || cause instanceof ConnectException;
    if (!(mayRepeat && RestAnswers.isTransport(cause) && repeat(request, by, null))) {
      result.tryFail(RestAnswers.failure(request, cause, settings.timeout().toMillis()));
    }
  }

  private void answered(
      RestRequest request, @Nullable RequestAuthorizer by, RestResponse response) {
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      result.tryComplete(response);
      return;
    }
    RestRequest next = redirects < MAX_REDIRECTS ? RestRedirect.of(request, response) : null;
    if (next != null) {
      redirects++;
      boolean stays = RestRedirect.sameOrigin(request.uri(), next.uri());
      send(stays ? next : RestRedirect.stripped(next), stays ? by : null);
    } else if (settings.retry().statuses().contains(status)
        && repeatable(request)
        && repeat(request, by, Backoff.asked(response.headers()))) {
      return;
    } else if (by == null || recovered) {
      result.tryFail(RestAnswers.status(request, response, by));
      if (by != null) {
        by.repeatFailed(request, status, response.headers());
      }
    } else {
      recover(request, by, response);
    }
  }

  private void recover(RestRequest request, RequestAuthorizer by, RestResponse response) {
    recovered = true;
    onContext(by.recover(request, response.statusCode(), response.headers()))
        .timeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(
            again -> {
              if (again) {
                send(request, by);
              } else {
                result.tryFail(RestAnswers.status(request, response, by));
              }
            },
            e ->
                result.tryFail(
                    e instanceof TimeoutException ? RestAnswers.status(request, response, by) : e));
  }

  private boolean repeatable(RestRequest request) {
    return idempotent || RestAnswers.isIdempotent(request.method());
  }

  /** False if the call was sent often enough, or its service wants too long a pause. */
  private boolean repeat(
      RestRequest request, @Nullable RequestAuthorizer by, @Nullable Long asked) {
    RetryPolicy retry = settings.retry();
    if (attempts >= retry.maxAttempts() || (asked != null && asked > retry.maxDelay().toMillis())) {
      return false;
    }
    long delay =
        asked != null ? asked : Backoff.jittered(attempts, retry.firstDelay(), retry.maxDelay());
    attempts++;
    // By then keys may have expired, or clocks have jumped, that were right before.
    recovered = false;
    context.setTimer(Math.max(1, delay), id -> send(request, by));
    return true;
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
