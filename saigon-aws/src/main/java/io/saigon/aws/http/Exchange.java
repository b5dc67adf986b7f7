package io.saigon.aws.http;

import io.saigon.aws.context.LoopContext;
import io.saigon.aws.context.PendingCalls;
import io.saigon.aws.http.StallTimer.Wait;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyOptions;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkCancellationException;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

/** One request and its answer. All state belongs to the exchange's event-loop context. */
public final class Exchange {
  private static final long HTTP2_CANCEL = 8;
  private static final int FIRST_FINAL_STATUS = 200;

  private final LoopContext context;
  // Held until the exchange is over: a Vert.x client closes when it is collected.
  private final HttpClient client;
  private final HttpSettings settings;
  private final AsyncExecuteRequest call;
  private final SdkAsyncHttpResponseHandler handler;
  private final TransportFailures failures;
  private final StallTimer stall;
  private final PoolGauge.Lease lease;
  private final CompletableFuture<Void> result = new CompletableFuture<>();
  private @Nullable HttpClientRequest request;
  private @Nullable RequestBody requestBody;
  private @Nullable ResponseBody responseBody;
  private boolean responseEnded;
  private boolean unusable;
  private boolean closed;
  private boolean done;

  public Exchange(
      LoopContext context,
      HttpClient client,
      HttpSettings settings,
      AsyncExecuteRequest call,
      PoolGauge.Lease lease,
      PendingCalls engine) {
    this.context = context;
    this.client = client;
    this.settings = settings;
    this.call = call;
    this.handler = call.responseHandler();
    this.lease = lease;
    SdkHttpRequest http = call.request();
    this.failures =
        new TransportFailures(settings, http.host() + ":" + http.port(), engine::isClosed);
    this.stall = new StallTimer(context, settings, this::stalled);
  }

  /**
   * Begins on the context, unless the caller has given up before.
   *
   * @param operation name in traces, or null
   */
  public CompletableFuture<Void> start(@Nullable ProxyOptions proxy, @Nullable String operation) {
    var unused =
        result.whenComplete(
            (ignored, failure) -> {
              if (failure != null) {
                context.run(() -> fail(failure));
              }
            });
    context.run(
        () -> {
          if (!done) {
            lease.waiting();
            guarded(
                () ->
                    acquire(
                        RequestHead.options(
                            call.request(), proxy, settings.acquireMillis(), operation)));
          }
        });
    return result;
  }

  /** A step whose own exception ends the exchange. */
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void acquire(RequestOptions target) {
    Future.<HttpClientRequest>future(request -> client.request(target).onComplete(request))
        .onComplete(
            (acquired, failure) -> {
              if (failure == null) {
                acquired(acquired);
              } else {
                fail(failures.connecting(failure));
              }
            });
  }

  private void acquired(HttpClientRequest acquired) {
    acquired.exceptionHandler(this::broken);
    if (done) {
      acquired.reset(HTTP2_CANCEL);
      return;
    }
    request = acquired;
    guarded(() -> lease.acquired(acquired, call.metricCollector()));
    // A connection may be given here while bytes behind the answer before are still to be decoded:
    // with no request under way they break the connection, and are not taken for this answer.
    context.runLater(() -> send(acquired));
  }

  private void send(HttpClientRequest acquired) {
    if (done) {
      return;
    }
    acquired
        .response()
        .onComplete(
            (response, failure) -> {
              if (failure == null) {
                answered(response);
              } else {
                broken(failure);
              }
            });
    guarded(
        () -> {
          RequestHead.putHeaders(call.request(), acquired);
          var content = call.requestContentPublisher();
          long length = RequestBody.length(acquired, content.contentLength());
          requestBody = new RequestBody(context, stall, this, acquired, content, length);
          requestBody.start(call.fullDuplex());
        });
  }

  void requestSent() {
    if (done) {
      return;
    }
    if (responseBody == null) {
      stall.await(Wait.READ);
    } else {
      responseBody.updateWait();
    }
  }

  private void answered(HttpClientResponse response) {
    if (done) {
      return;
    }
    response.pause();
    stall.await(Wait.NOTHING);
    if (response.statusCode() < FIRST_FINAL_STATUS) {
      unusable = true;
      fail(failures.interim(response.statusCode()));
      return;
    }
    if (requestBody != null) {
      requestBody.answered();
    }
    guarded(
        () -> {
          ResponseBody body = new ResponseBody(context, stall, this, response);
          responseBody = body;
          handler.onHeaders(ResponseHead.of(response));
          if (!done) {
            handler.onStream(body);
            body.offered();
          }
        });
  }

  /** The response has ended and is delivered. */
  void finished() {
    responseEnded = true;
    if (end()) {
      result.complete(null);
    }
  }

  void subscriberCancelled() {
    if (end()) {
      result.completeExceptionally(
          new SdkCancellationException("Subscriber cancelled before all events were published"));
    }
  }

  private void stalled(Wait wait) {
    fail(failures.stalled(wait, stall.limit()));
  }

  /** The connection or the peer failed. */
  void broken(Throwable failure) {
    if (done || closed) {
      return;
    }
    ResponseBody body = responseBody;
    if (failure instanceof HttpClosedException
        && request != null
        && body != null
        && request.version() != HttpVersion.HTTP_2) {
      closed = true;
      HttpConnection connection = request.connection();
      body.release();
      context.runLater(() -> drain(connection, body, failure));
    } else {
      unusable = true;
      fail(failures.broken(failure));
    }
  }

  /**
   * Vert.x reports a closed connection before it delivers the data that a slow subscriber made it
   * hold back, and delivers that in portions, each requested on the connection's event loop. A call
   * to the connection goes there and back, behind a portion: once nothing came ahead of it, there
   * is no more.
   */
  private void drain(HttpConnection connection, ResponseBody body, Throwable failure) {
    long before = body.missing();
    connection
        .close()
        .onComplete(
            ignored ->
                context.runLater(
                    () -> {
                      if (done) {
                        return;
                      }
                      if (body.missing() < before) {
                        drain(connection, body, failure);
                      } else if (!body.endedByLength()) {
                        fail(failures.broken(failure));
                      }
                    }));
  }

  /** Something on this side failed, or the caller gave up. */
  void fail(Throwable failure) {
    if (!end()) {
      return;
    }
    if (responseBody != null) {
      responseBody.fail(failure);
    }
    try {
      handler.onError(failure);
    } finally {
      result.completeExceptionally(failure);
    }
  }

  /** Frees everything; true for the first caller. */
  private boolean end() {
    if (done) {
      return false;
    }
    done = true;
    stall.cancel();
    lease.released();
    boolean requestSent = requestBody != null && requestBody.flushed();
    if (requestBody != null) {
      requestBody.stop();
    }
    if (request != null && !(responseEnded && requestSent)) {
      abandon(request, requestSent);
    }
    return true;
  }

  /**
   * A half-done HTTP/1 exchange leaves its connection unusable. Resetting the request closes it,
   * unless to Vert.x the request has not begun or the answer is complete.
   */
  private void abandon(HttpClientRequest abandoned, boolean requestSent) {
    lease.forget(abandoned.connection());
    boolean answeredEarly = responseEnded && !requestSent;
    if ((answeredEarly || unusable) && abandoned.version() != HttpVersion.HTTP_2) {
      abandoned.connection().close();
    } else {
      abandoned.reset(HTTP2_CANCEL);
    }
  }
}
