package io.saigon.rest.vertx;

import io.saigon.api.context.CallerContext;
import io.saigon.api.error.TransportException;
import io.saigon.api.observability.MetricsListener;
import io.saigon.api.rest.RequestAuthorizer;
import io.saigon.api.rest.RestRequest;
import io.saigon.api.rest.RestResponse;
import io.saigon.rest.vertx.http.Backoff;
import io.saigon.rest.vertx.http.CallResult;
import io.saigon.rest.vertx.http.HttpAttempt;
import io.saigon.rest.vertx.http.RestFailures;
import io.saigon.rest.vertx.http.RestRedirect;
import io.saigon.rest.vertx.http.VertxHttpClient;
import io.saigon.rest.vertx.identity.CallMetrics;
import io.saigon.rest.vertx.identity.IdentityAuthorizer;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One call on one context, with its authorization, redirects, retries and recovery. */
final class RestExchange {
  private static final int MAX_REDIRECTS = 5;

  private final VertxHttpClient client;
  private final CallSettings settings;
  private final boolean idempotent;
  private final @Nullable String traceOperation;
  private final RestRequest first;
  private final CallerContext context;
  private final CallResult<RestResponse> result;
  private final long startedAt = System.nanoTime();
  private Supplier<Throwable> timeoutFailure;
  private @Nullable HttpAttempt attempt;
  private boolean recovered;
  private int redirects;
  private int attempts = 1;
  private int sent;

  RestExchange(
      VertxHttpClient client,
      CallSettings settings,
      boolean idempotent,
      @Nullable String traceOperation,
      RestRequest first) {
    this.client = client;
    this.settings = settings;
    this.idempotent = idempotent;
    this.traceOperation = traceOperation;
    this.first = first;
    this.context = CallerContext.current(client.vertx());
    this.result = new CallResult<>(context, first);
    this.timeoutFailure = () -> RestFailures.timedOut(first, settings.timeout().toMillis());
  }

  /** Completes with a 2xx response or fails; is cancelled as soon as a signal completes. */
  Future<RestResponse> run(@Nullable RequestAuthorizer authorizer, @Nullable Future<?> cancel) {
    RequestAuthorizer forCall = authorizer == null ? null : authorizer.forCall();
    Future<RestResponse> response = result.begin(() -> begin(forCall));
    MetricsListener listener = client.listener();
    if (listener != null && forCall instanceof IdentityAuthorizer signing) {
      response.onComplete(
          (ok, failure) ->
              CallMetrics.record(listener, signing.identity(), sent, startedAt, failure));
    }
    cancelOn(cancel, result);
    return response;
  }

  /** Cancels a call when a signal completes, unless it has a result by then. */
  static void cancelOn(@Nullable Future<?> signal, CallResult<?> call) {
    if (signal != null && !call.future().isComplete()) {
      signal.onComplete(
          completed -> {
            if (!call.future().isComplete()) {
              call.cancel();
            }
          });
    }
  }

  private void begin(@Nullable RequestAuthorizer by) {
    result.onFailure(this::abort);
    result.failAfter(settings.timeout().toMillis(), () -> timeoutFailure.get());
    if (client.isClosed()) {
      result.fail(RestFailures.closed(first));
    } else {
      send(first, by).onComplete(result);
    }
  }

  private void abort(Throwable cause) {
    if (attempt != null) {
      attempt.abort(cause);
    }
  }

  private Future<RestResponse> send(RestRequest request, @Nullable RequestAuthorizer by) {
    if (by == null) {
      return transmit(request, null);
    }
    timeoutFailure = () -> notAuthorized(request);
    return context.complete(by.authorize(request)).compose(signed -> transmit(signed, by));
  }

  private Future<RestResponse> transmit(RestRequest request, @Nullable RequestAuthorizer by) {
    if (result.hasEnded()) {
      return result.future();
    }
    timeoutFailure = () -> RestFailures.timedOut(request, settings.timeout().toMillis());
    sent++;
    HttpAttempt started =
        HttpAttempt.start(
            client, context, request, settings.maxResponseBody(), remaining(), traceOperation);
    attempt = started;
    return started
        .response()
        .compose(response -> received(request, by, response), e -> failed(request, by, e));
  }

  private Future<RestResponse> failed(
      RestRequest request, @Nullable RequestAuthorizer by, Throwable cause) {
    if (client.isClosed()) {
      return context.failed(RestFailures.closed(request));
    }
    boolean mayRetry = retryable(request) || RestFailures.isNotConnected(cause);
    Long delay = mayRetry && RestFailures.isTransport(cause) ? delay(null) : null;
    return delay == null
        ? context.failed(RestFailures.failure(request, cause, settings.timeout().toMillis()))
        : retry(request, by, delay);
  }

  private Future<RestResponse> received(
      RestRequest request, @Nullable RequestAuthorizer by, RestResponse response) {
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      return context.succeeded(response);
    }
    RestRequest next = redirects < MAX_REDIRECTS ? RestRedirect.of(request, response) : null;
    if (next != null) {
      redirects++;
      return send(next, RestRedirect.sameOrigin(request.uri(), next.uri()) ? by : null);
    }
    boolean mayRetry = settings.retry().statuses().contains(status) && retryable(request);
    Long delay = mayRetry ? delay(Backoff.retryAfter(response.headers())) : null;
    if (delay != null) {
      return retry(request, by, delay);
    }
    if (by != null && !recovered) {
      return recover(request, by, response);
    }
    if (by != null) {
      by.repeatFailed(request, status, response.headers());
    }
    return context.failed(RestFailures.status(request, response, by));
  }

  private Future<RestResponse> recover(
      RestRequest request, RequestAuthorizer by, RestResponse response) {
    recovered = true;
    timeoutFailure = () -> RestFailures.status(request, response, by);
    return context
        .complete(by.recover(request, response.statusCode(), response.headers()))
        .compose(
            recovered ->
                recovered
                    ? send(request, by)
                    : context.failed(RestFailures.status(request, response, by)));
  }

  private boolean retryable(RestRequest request) {
    return idempotent || RestFailures.isIdempotent(request.method());
  }

  /** Returns milliseconds until a retry, or null if attempts or time do not suffice for one. */
  private @Nullable Long delay(@Nullable Long retryAfter) {
    RetryPolicy retry = settings.retry();
    if (attempts >= retry.maxAttempts()
        || (retryAfter != null && retryAfter > retry.maxDelay().toMillis())) {
      return null;
    }
    long delay =
        retryAfter != null
            ? retryAfter
            : Backoff.jittered(attempts, retry.firstDelay(), retry.maxDelay());
    return delay < remaining() ? Math.max(1, delay) : null;
  }

  private Future<RestResponse> retry(
      RestRequest request, @Nullable RequestAuthorizer by, long delay) {
    attempts++;
    // Credentials may expire and clocks may change until then.
    recovered = false;
    return result.pause(delay).compose(paused -> send(request, by));
  }

  /** Returns the milliseconds until the call's timeout, one at least. */
  private long remaining() {
    long spent = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt);
    return Math.max(1, settings.timeout().toMillis() - spent);
  }

  private TransportException notAuthorized(RestRequest request) {
    return new TransportException(
        RestFailures.target(request)
            + " was not authorized within "
            + settings.timeout().toMillis()
            + " ms; check the credentials and where they come from",
        null);
  }
}
