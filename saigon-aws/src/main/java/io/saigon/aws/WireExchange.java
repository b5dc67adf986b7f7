package io.saigon.aws;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.saigon.aws.StallTimer.Wait;
import io.vertx.core.internal.ContextInternal;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;

/** A request without a body whose answer is lent. */
final class WireExchange extends OneCall implements WireConnection.User, ResponseBody.Source {
  private static final int AHEAD = 4;

  private final Wire wire;
  private final LentBody lent;
  private final Queue<ByteBuf> arrived = new ArrayDeque<>();
  private @Nullable WireConnection connection;
  private long demand;
  private boolean lends;
  private boolean passing;
  private boolean ended;

  WireExchange(
      ContextInternal context,
      Wire wire,
      LentBody lent,
      HttpSettings settings,
      AsyncExecuteRequest call,
      PoolGauge.Lease lease,
      PendingCalls engine) {
    super(context, settings, call, lease, engine);
    this.wire = wire;
    this.lent = lent;
  }

  CompletableFuture<Void> start() {
    return start(this::connect);
  }

  private void connect() {
    SdkHttpRequest http = call.request();
    wire.connect(context, http.host(), http.port())
        .onComplete(
            (connected, failure) -> {
              if (failure != null) {
                fail(failures.connecting(failure));
              } else if (isDone()) {
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
    guarded(() -> connected.send(request(call.request()), this));
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
    if (isDone()) {
      return;
    }
    stall.await(Wait.NOTHING);
    // Who reads an error's text knows nothing of lent chunks.
    lends = head.status().codeClass() == HttpStatusClass.SUCCESS;
    guarded(
        () ->
            answer(
                ResponseHead.of(head.status().code(), head.status().reasonPhrase(), head.headers()),
                new ResponseBody(
                    context,
                    stall,
                    this,
                    this,
                    head.headers().get(HttpHeaderNames.CONTENT_LENGTH))));
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
    if (isDone()) {
      arrived.forEach(ByteBuf::release);
      arrived.clear();
      return;
    }
    ResponseBody to = body();
    if (passing || to == null) {
      return;
    }
    passing = true;
    while (demand > 0 && !arrived.isEmpty()) {
      demand -= demand == Long.MAX_VALUE ? 0 : 1;
      to.received(lends ? lent.lend(arrived.remove()) : LentBody.copy(arrived.remove()));
    }
    passing = false;
    if (ended && arrived.isEmpty()) {
      to.ended();
    } else if (!ended && connection != null) {
      connection.read(arrived.isEmpty());
    }
  }

  @Override
  public void broken(Throwable failure) {
    LoopContext.run(context, () -> fail(failures.broken(failure)));
  }

  @Override
  void free() {
    wire.release();
    if (connection != null && !ended) {
      connection.abandon();
    }
    pass();
  }
}
