package io.saigon.aws;

import io.saigon.aws.StallTimer.Wait;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkCancellationException;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

/** What the SDK sees of a call, however it is made. All state belongs to the call's context. */
abstract class OneCall implements ResponseBody.Owner {
  final ContextInternal context;
  final AsyncExecuteRequest call;
  final TransportFailures failures;
  final StallTimer stall;
  final PoolGauge.Lease lease;
  private final SdkAsyncHttpResponseHandler handler;
  private final CompletableFuture<Void> result = new CompletableFuture<>();
  private @Nullable ResponseBody body;
  private boolean done;

  OneCall(
      ContextInternal context,
      HttpSettings settings,
      AsyncExecuteRequest call,
      PoolGauge.Lease lease,
      PendingCalls engine) {
    this.context = context;
    this.call = call;
    this.handler = call.responseHandler();
    this.lease = lease;
    SdkHttpRequest http = call.request();
    this.failures =
        new TransportFailures(settings, http.host() + ":" + http.port(), engine::isClosed);
    this.stall = new StallTimer(context, settings, this::stalled);
  }

  /** Begins on the context, unless the caller has given up before. */
  final CompletableFuture<Void> start(Runnable begin) {
    var unused =
        result.whenComplete(
            (ignored, failure) -> {
              if (failure != null) {
                LoopContext.run(context, () -> fail(failure));
              }
            });
    LoopContext.run(
        context,
        () -> {
          if (!done) {
            lease.waiting();
            guarded(begin);
          }
        });
    return result;
  }

  /** A step whose own exception ends the call. */
  final void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  final boolean isDone() {
    return done;
  }

  /** Null as long as there is no answer. */
  final @Nullable ResponseBody body() {
    return body;
  }

  /** Hands an answer over; the body is read from then on. */
  final void answer(SdkHttpResponse head, ResponseBody given) {
    body = given;
    handler.onHeaders(head);
    if (!done) {
      handler.onStream(given);
      given.offered();
    }
  }

  @Override
  public void finished() {
    if (end()) {
      result.complete(null);
    }
  }

  @Override
  public void subscriberCancelled() {
    if (end()) {
      result.completeExceptionally(
          new SdkCancellationException("Subscriber cancelled before all events were published"));
    }
  }

  private void stalled(Wait wait) {
    fail(failures.stalled(wait, stall.limit()));
  }

  @Override
  public void fail(Throwable failure) {
    if (!end()) {
      return;
    }
    if (body != null) {
      body.fail(failure);
    }
    try {
      handler.onError(failure);
    } finally {
      result.completeExceptionally(failure);
    }
  }

  /** True for the first caller. */
  private boolean end() {
    if (done) {
      return false;
    }
    done = true;
    stall.cancel();
    lease.released();
    free();
    return true;
  }

  /** Frees what the call holds; called once, when it is done. */
  abstract void free();
}
