package io.saigon.aws;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpClosedException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An HTTP/1.1 connection, for one exchange at a time. Belongs to its event loop. */
final class WireConnection extends ChannelInboundHandlerAdapter {
  /** The exchange that it is used for; called on the connection's event loop. */
  interface User {
    void head(HttpResponse head);

    /** Takes over the buffer. */
    void content(ByteBuf bytes);

    /** The connection is free for others. */
    void end();

    void broken(Throwable failure);
  }

  private final Wire wire;
  private final Wire.Place place;
  private final Channel channel;
  private final long since = System.nanoTime();
  private @Nullable User user;
  private @Nullable ScheduledFuture<?> reaper;
  private boolean interim;
  private boolean reusable;

  WireConnection(Wire wire, Wire.Place place, Channel channel) {
    this.wire = wire;
    this.place = place;
    this.channel = channel;
  }

  void send(FullHttpRequest request, User by) {
    user = by;
    channel
        .writeAndFlush(request)
        .addListener(
            sent -> {
              Throwable failure = sent.cause();
              if (failure != null) {
                broken(failure);
              }
            });
  }

  /** Whether more of the answer is read. */
  void read(boolean on) {
    channel.config().setAutoRead(on);
  }

  /** Ends its use in the middle of an exchange. */
  void abandon() {
    user = null;
    var unused = channel.close();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    User current = user;
    HttpObject part = (HttpObject) message;
    if (current == null || part.decoderResult().isFailure()) {
      ReferenceCountUtil.release(message);
      Throwable damage = part.decoderResult().cause();
      broken(damage == null ? new HttpClosedException("An answer that nobody asked for") : damage);
      return;
    }
    if (part instanceof HttpResponse head) {
      interim = head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
      if (!interim) {
        reusable = HttpUtil.isKeepAlive(head);
        current.head(head);
      }
    }
    if (part instanceof HttpContent content) {
      content(current, content);
    }
  }

  private void content(User current, HttpContent content) {
    if (interim || !content.content().isReadable()) {
      content.release();
    } else {
      current.content(content.content());
    }
    if (!interim && content instanceof LastHttpContent) {
      free();
      current.end();
    }
  }

  private void free() {
    // A user may have given up while it was told of the last bytes.
    if (user != null && reusable && channel.isActive()) {
      user = null;
      read(true);
      wire.keep(this);
    } else {
      abandon();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    wire.closed(this);
    stopReaper();
    broken(new HttpClosedException("Connection was closed"));
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
    broken(failure);
  }

  private void broken(Throwable failure) {
    User current = user;
    abandon();
    if (current != null) {
      current.broken(failure);
    }
  }

  Wire.Place place() {
    return place;
  }

  /** Waits for its next use, at most for a while; 0 is for ever. */
  void idle(long millis) {
    if (millis > 0) {
      reaper = channel.eventLoop().schedule(this::abandon, millis, TimeUnit.MILLISECONDS);
    }
  }

  /** Ends the wait; false if it is closed or too old, which 0 never is. */
  boolean use(long lifetimeMillis) {
    stopReaper();
    long age = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
    if (lifetimeMillis > 0 && age >= lifetimeMillis) {
      abandon();
    }
    return channel.isActive();
  }

  private void stopReaper() {
    if (reaper != null) {
      reaper.cancel(false);
      reaper = null;
    }
  }

  void onClose(Runnable action) {
    channel.closeFuture().addListener(closed -> action.run());
  }
}
