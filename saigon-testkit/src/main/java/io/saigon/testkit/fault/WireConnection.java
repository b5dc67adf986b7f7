package io.saigon.testkit.fault;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.util.function.Supplier;

/** One connection through a {@link FaultyWire}: requests unchanged, responses with faults. */
final class WireConnection {
  private final Vertx vertx;
  private final NetSocket near;
  private final NetSocket far;
  private final Supplier<WireFault> fault;
  private WireFault counted = WireFault.NONE;
  private long passed;
  private boolean ended;

  WireConnection(Vertx vertx, NetSocket near, NetSocket far, Supplier<WireFault> fault) {
    this.vertx = vertx;
    this.near = near;
    this.far = far;
    this.fault = fault;
  }

  void run(Runnable closed) {
    near.closeHandler(
        done -> {
          closed.run();
          far.close();
        });
    far.closeHandler(done -> near.close());
    far.handler(this::down);
    near.handler(
        buffer -> {
          far.write(buffer);
          if (far.writeQueueFull()) {
            near.pause();
            far.drainHandler(drained -> near.resume());
          }
        });
    near.resume();
  }

  /** An RST instead of a FIN: lingering is off for this socket alone. */
  void reset() {
    Channel channel = ((NetSocketInternal) near).channelHandlerContext().channel();
    if (channel.isOpen()) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    }
    near.close();
  }

  private void down(Buffer buffer) {
    if (ended) {
      return;
    }
    WireFault now = fault.get();
    if (now instanceof WireFault.Latency latency) {
      far.pause();
      vertx.setTimer(
          latency.by().toMillis(),
          timer -> {
            near.write(buffer);
            far.resume();
          });
    } else if (now instanceof WireFault.Cut cut) {
      cut(cut, buffer);
    } else if (now instanceof WireFault.Stall stall) {
      int room = room(stall, stall.after(), buffer.length());
      if (room > 0) {
        pass(buffer.getBuffer(0, room));
      }
    } else if (now instanceof WireFault.None) {
      pass(buffer);
    }
  }

  private void cut(WireFault.Cut cut, Buffer buffer) {
    int room = room(cut, cut.after(), buffer.length());
    if (buffer.length() <= room) {
      pass(buffer);
      return;
    }
    ended = true;
    near.write(buffer.getBuffer(0, room))
        .onComplete(
            written -> {
              if (cut.reset()) {
                reset();
              } else {
                near.close();
              }
            });
  }

  /** Returns how many of some more bytes a fault lets through. */
  private int room(WireFault now, long after, int bytes) {
    if (!now.equals(counted)) {
      counted = now;
      passed = 0;
    }
    long room = Math.min(bytes, Math.max(0, after - passed));
    passed += bytes;
    return (int) room;
  }

  private void pass(Buffer buffer) {
    near.write(buffer);
    if (near.writeQueueFull()) {
      far.pause();
      near.drainHandler(drained -> far.resume());
    }
  }
}
