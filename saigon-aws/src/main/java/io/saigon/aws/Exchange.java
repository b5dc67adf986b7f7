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
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;

/** One request and its answer by Vert.x's HTTP client. */
final class Exchange extends OneCall {
  private static final long HTTP2_CANCEL = 8;

  // Held until the exchange is over: a Vert.x client closes when it is collected.
  private final HttpClient client;
  private final HttpSettings settings;
  private @Nullable HttpClientRequest request;
  private @Nullable RequestBody requestBody;
  private boolean responseEnded;
  private boolean closed;

  Exchange(
      ContextInternal context,
      HttpClient client,
      HttpSettings settings,
      AsyncExecuteRequest call,
      PoolGauge.Lease lease,
      PendingCalls engine) {
    super(context, settings, call, lease, engine);
    this.client = client;
    this.settings = settings;
  }

  CompletableFuture<Void> start(@Nullable ProxyOptions proxy) {
    return start(() -> acquire(target(proxy)));
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
  }

  private void acquired(HttpClientRequest acquired) {
    acquired.exceptionHandler(this::broken);
    if (isDone()) {
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
    if (isDone()) {
      return;
    }
    ResponseBody body = body();
    if (body == null) {
      stall.await(Wait.READ);
    } else {
      body.updateWait();
    }
  }

  private void answered(HttpClientResponse response) {
    if (isDone()) {
      return;
    }
    response.pause();
    stall.await(Wait.NOTHING);
    if (requestBody != null) {
      requestBody.answered();
    }
    guarded(
        () ->
            answer(
                ResponseHead.of(
                    response.statusCode(), response.statusMessage(), response.headers()),
                VertxSource.body(context, stall, this, response)));
  }

  @Override
  public void finished() {
    responseEnded = true;
    super.finished();
  }

  /** The connection or the peer failed. */
  void broken(Throwable failure) {
    if (isDone() || closed) {
      return;
    }
    ResponseBody body = body();
    if (failure instanceof HttpClosedException
        && request != null
        && body != null
        && request.version() != HttpVersion.HTTP_2) {
      closed = true;
      HttpConnection connection = request.connection();
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
                      if (isDone()) {
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
  void free() {
    boolean requestSent = requestBody != null && requestBody.flushed();
    if (requestBody != null) {
      requestBody.stop();
    }
    if (request != null && !(responseEnded && requestSent)) {
      abandon(request, requestSent);
    }
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
