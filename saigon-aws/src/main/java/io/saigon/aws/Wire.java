package io.saigon.aws;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;

/**
 * A few HTTP/1.1 connections below Vert.x's HTTP client, which copies all that it reads to the
 * heap: answers that are lent are not copied.
 */
final class Wire {
  // Each may have 4 MiB on their way, and memory for direct buffers is bounded.
  private static final int MOST = 8;
  private static final int MAX_HEAD = 64 << 10;

  /** Idle connections of a place are used by its event loop alone. */
  record Place(EventLoop loop, String host, int port) {}

  private final HttpSettings settings;
  // Held until the engine is gone: a Vert.x client closes when it is collected.
  private final NetClient client;
  private final boolean watched;
  private final AtomicInteger busy = new AtomicInteger();
  private final Map<Place, Deque<WireConnection>> idle = new ConcurrentHashMap<>();

  Wire(Vertx vertx, HttpSettings settings, NetClientOptions options) {
    this.settings = settings;
    this.client = vertx.createNetClient(options);
    this.watched = vertx.isMetricsEnabled() || ((VertxInternal) vertx).tracer() != null;
  }

  /** Whether it makes a call that no proxy is in the way of; {@link #release} ends the call. */
  boolean reserve(AsyncExecuteRequest call) {
    SdkHttpRequest http = call.request();
    boolean suits =
        !watched
            && settings.speaksHttp1()
            && http.method() == SdkHttpMethod.GET
            && "http".equalsIgnoreCase(http.protocol())
            && call.requestContentPublisher().contentLength().orElse(0L) == 0;
    if (suits && busy.incrementAndGet() > Math.min(MOST, settings.maxConnections())) {
      busy.decrementAndGet();
      return false;
    }
    return suits;
  }

  void release() {
    busy.decrementAndGet();
  }

  /** A connection on the context's event loop; to be called there. */
  Future<WireConnection> connect(ContextInternal context, String host, int port) {
    Place place = new Place(context.nettyEventLoop(), host, port);
    WireConnection known = take(place);
    return known == null
        ? client.connect(port, host).map(socket -> opened(socket, place))
        : context.succeededFuture(known);
  }

  private @Nullable WireConnection take(Place place) {
    Deque<WireConnection> waiting = idle.getOrDefault(place, new ArrayDeque<>());
    for (WireConnection next = waiting.poll(); next != null; next = waiting.poll()) {
      if (next.use(settings.lifetimeMillis())) {
        return next;
      }
    }
    return null;
  }

  private WireConnection opened(NetSocket socket, Place place) {
    ChannelHandlerContext last = ((NetSocketInternal) socket).channelHandlerContext();
    WireConnection connection = new WireConnection(this, place, last.channel());
    last.channel().config().setRecvByteBufAllocator(new ReceiveBuffers());
    HttpDecoderConfig decoding =
        new HttpDecoderConfig().setMaxHeaderSize(MAX_HEAD).setMaxChunkSize(ReceiveBuffers.SIZE);
    last.pipeline()
        .addBefore(last.name(), "codec", new HttpClientCodec(decoding, false, false))
        .addBefore(last.name(), "connection", connection);
    return connection;
  }

  /** Takes a connection back that can be used again. */
  void keep(WireConnection connection) {
    idle.computeIfAbsent(connection.place(), place -> new ArrayDeque<>()).push(connection);
    connection.idle(settings.idleMillis());
  }

  void closed(WireConnection connection) {
    idle.computeIfPresent(
        connection.place(),
        (place, waiting) -> {
          waiting.remove(connection);
          return waiting.isEmpty() ? null : waiting;
        });
  }

  Future<Void> close() {
    return client.close();
  }
}
