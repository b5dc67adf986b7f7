package io.saigon.aws;

import io.saigon.aws.StallTimer.Wait;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.ProxyOptions;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkCancellationException;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

/** One request and its answer. All state belongs to the exchange's event-loop context. */
final class Exchange implements ResponseBody.Owner {
  private static final long HTTP2_CANCEL = 8;

  private final ContextInternal context;
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
  private boolean closed;
  private boolean done;

  Exchange(
      ContextInternal context,
      HttpClient client,
      HttpSettings settings,
      AsyncExecuteRequest call,
      PoolGauge.Lease lease) {
    this.context = context;
    this.client = client;
    this.settings = settings;
    this.call = call;
    this.handler = call.responseHandler();
    this.lease = lease;
    SdkHttpRequest http = call.request();
    this.failures = new TransportFailures(settings, http.host() + ":" + http.port());
    this.stall = new StallTimer(context, settings, this::stalled);
  }

  CompletableFuture<Void> result() {
    return result;
  }

  void start(@Nullable ProxyOptions proxy) {
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
            acquire(target(proxy));
          }
        });
  }

  private RequestOptions target(@Nullable ProxyOptions proxy) {
    SdkHttpRequest http = call.request();
    return new RequestOptions()
        .setMethod(HttpMethod.valueOf(http.method().name()))
        .setSsl("https".equalsIgnoreCase(http.protocol()))
        .setHost(http.host())
        .setPort(http.port())
        .setURI(Target.of(http))
        .setConnectTimeout(settings.acquireMillis())
        .setProxyOptions(proxy);
  }

  private void acquire(RequestOptions target) {
    lease.waiting();
    try {
      client
          .request(target)
          .onComplete(
              (acquired, failure) -> {
                if (failure == null) {
                  acquired(acquired);
                } else {
                  fail(failures.connecting(failure));
                }
              });
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void acquired(HttpClientRequest acquired) {
    acquired.exceptionHandler(this::broken);
    if (done) {
      acquired.reset(HTTP2_CANCEL);
      return;
    }
    request = acquired;
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
    try {
      lease.acquired(acquired, call.metricCollector());
      putHeaders(acquired);
      long length = RequestBody.length(acquired, call.requestContentPublisher().contentLength());
      requestBody =
          new RequestBody(context, stall, this, acquired, call.requestContentPublisher(), length);
      requestBody.start(call.fullDuplex());
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void putHeaders(HttpClientRequest to) {
    call.request()
        .forEachHeader(
            (name, values) -> {
              if (name.equalsIgnoreCase("Host") && to.version() == HttpVersion.HTTP_2) {
                to.authority(HostAndPort.parseAuthority(values.get(0), -1));
              } else {
                values.forEach(value -> to.headers().add(name, value));
              }
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
    if (requestBody != null) {
      requestBody.answered();
    }
    try {
      ResponseBody body = VertxSource.body(context, stall, this, response);
      responseBody = body;
      handler.onHeaders(
          ResponseHead.of(response.statusCode(), response.statusMessage(), response.headers()));
      if (!done) {
        handler.onStream(body);
        body.offered();
      }
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  @Override
  public void finished() {
    responseEnded = true;
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

  /** The connection or the peer failed. */
  void broken(Throwable failure) {
    if (done || closed) {
      return;
    }
    if (failure instanceof HttpClosedException
        && request != null
        && responseBody != null
        && request.version() != HttpVersion.HTTP_2) {
      closed = true;
      HttpConnection connection = request.connection();
      ResponseBody body = responseBody;
      body.release();
      context.runOnContext(released -> drain(connection, body, failure));
    } else {
      fail(failures.broken(failure));
    }
  }

  /**
   * Vert.x tells of a closed connection before it hands over what a slow subscriber made it hold
   * back, and hands that over in portions, each asked for on the connection's event loop. A call to
   * the connection goes there and back, behind a portion: once nothing came ahead of it, there is
   * no more.
   */
  private void drain(HttpConnection connection, ResponseBody body, Throwable failure) {
    long before = body.missing();
    connection
        .close()
        .onComplete(
            ignored ->
                context.runOnContext(
                    behind -> {
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

  @Override
  public void fail(Throwable failure) {
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

  /** A half-done HTTP/1 exchange leaves its connection unusable. */
  private void abandon(HttpClientRequest abandoned, boolean requestSent) {
    lease.forget(abandoned.connection());
    boolean answeredEarly = responseEnded && !requestSent;
    if (answeredEarly && abandoned.version() != HttpVersion.HTTP_2) {
      abandoned.connection().close();
    } else {
      abandoned.reset(HTTP2_CANCEL);
    }
  }
}
