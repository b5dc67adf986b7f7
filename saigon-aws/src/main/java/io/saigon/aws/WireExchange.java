package io.saigon.aws;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.saigon.aws.StallTimer.Wait;
import io.vertx.core.internal.ContextInternal;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkCancellationException;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

/** A request without a body whose answer is lent. All state belongs to the exchange's context. */
final class WireExchange implements WireConnection.User, ResponseBody.Source, ResponseBody.Owner {
  private static final int AHEAD = 4;

  private final ContextInternal context;
  private final Wire wire;
  private final LentBody lent;
  private final AsyncExecuteRequest call;
  private final SdkAsyncHttpResponseHandler handler;
  private final TransportFailures failures;
  private final StallTimer stall;
  private final PoolGauge.Lease lease;
  private final CompletableFuture<Void> result = new CompletableFuture<>();
  private final Queue<ByteBuf> arrived = new ArrayDeque<>();
  private @Nullable WireConnection connection;
  private @Nullable ResponseBody body;
  private long demand;
  private boolean passing;
  private boolean ended;
  private boolean done;

  WireExchange(
      ContextInternal context,
      Wire wire,
      LentBody lent,
      HttpSettings settings,
      AsyncExecuteRequest call,
      PoolGauge.Lease lease) {
    this.context = context;
    this.wire = wire;
    this.lent = lent;
    this.call = call;
    this.handler = call.responseHandler();
    this.lease = lease;
    SdkHttpRequest http = call.request();
    this.failures = new TransportFailures(settings, http.host() + ":" + http.port());
    this.stall = new StallTimer(context, settings, this::stalled);
  }

  CompletableFuture<Void> start() {
    var unused =
        result.whenComplete(
            (ignored, failure) -> {
              if (failure != null) {
                LoopContext.run(context, () -> fail(failure));
              }
            });
    LoopContext.run(context, this::connect);
    return result;
  }

  private void connect() {
    if (done) {
      return;
    }
    SdkHttpRequest http = call.request();
    lease.waiting();
    wire.connect(context, http.host(), http.port())
        .onComplete(
            (connected, failure) -> {
              if (failure != null) {
                fail(failures.connecting(failure));
              } else if (done) {
                connected.abandon();
              } else {
                send(connected);
              }
            });
  }

  private void send(WireConnection connected) {
    connection = connected;
    lease.acquired(connected, call.metricCollector());
    stall.await(Wait.READ);
    try {
      connected.send(request(call.request()), this);
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private static FullHttpRequest request(SdkHttpRequest http) {
    FullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.GET, Target.of(http), Unpooled.EMPTY_BUFFER);
    http.forEachHeader((name, values) -> request.headers().add(name, values));
    if (!request.headers().contains(HttpHeaderNames.HOST)) {
      request.headers().set(HttpHeaderNames.HOST, Target.authority(http));
    }
    return request;
  }

  @Override
  public void head(HttpResponse head) {
    LoopContext.run(context, () -> answered(head));
  }

  private void answered(HttpResponse head) {
    if (done) {
      return;
    }
    stall.await(Wait.NOTHING);
    try {
      body =
          new ResponseBody(
              context, stall, this, this, head.headers().get(HttpHeaderNames.CONTENT_LENGTH));
      handler.onHeaders(
          ResponseHead.of(head.status().code(), head.status().reasonPhrase(), head.headers()));
      if (!done) {
        handler.onStream(body);
        body.offered();
      }
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  @Override
  public void content(ByteBuf bytes) {
    LoopContext.run(
        context,
        () -> {
          arrived.add(bytes);
          pass();
        });
  }

  @Override
  public void end() {
    LoopContext.run(
        context,
        () -> {
          ended = true;
          pass();
        });
  }

  @Override
  public int ahead() {
    return AHEAD;
  }

  @Override
  public void fetch(long chunks) {
    demand += chunks;
    pass();
  }

  @Override
  public void resume() {
    demand = Long.MAX_VALUE;
    pass();
  }

  @Override
  public void drop(ByteBuffer chunk) {
    lent.giveBack(chunk);
  }

  /** Passes on what is asked for, and reads on if all of it is. */
  private void pass() {
    if (done) {
      arrived.forEach(ByteBuf::release);
      arrived.clear();
      return;
    }
    ResponseBody to = body;
    if (passing || to == null) {
      return;
    }
    passing = true;
    while (demand > 0 && !arrived.isEmpty()) {
      demand -= demand == Long.MAX_VALUE ? 0 : 1;
      to.received(lent.lend(arrived.remove()));
    }
    passing = false;
    if (ended && arrived.isEmpty()) {
      to.ended();
    } else if (!ended && connection != null) {
      connection.read(arrived.isEmpty());
    }
  }

  private void stalled(Wait wait) {
    fail(failures.stalled(wait, stall.limit()));
  }

  @Override
  public void finished() {
    if (stop()) {
      result.complete(null);
    }
  }

  @Override
  public void subscriberCancelled() {
    if (stop()) {
      result.completeExceptionally(
          new SdkCancellationException("Subscriber cancelled before all events were published"));
    }
  }

  @Override
  public void broken(Throwable failure) {
    LoopContext.run(context, () -> fail(failures.broken(failure)));
  }

  @Override
  public void fail(Throwable failure) {
    if (!stop()) {
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

  /** Frees everything; true for the first caller. */
  private boolean stop() {
    if (done) {
      return false;
    }
    done = true;
    stall.cancel();
    lease.released();
    wire.release();
    if (connection != null && !ended) {
      connection.abandon();
    }
    pass();
    return true;
  }
}
