package io.saigon.aws.http;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;

/** Buffers of Vert.x that share their bytes with buffers of NIO, which its public API copies. */
final class NettyBuffers {
  private NettyBuffers() {}

  static Buffer of(ByteBuffer bytes) {
    return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes));
  }

  static ByteBuffer bytes(Buffer buffer) {
    return ((BufferInternal) buffer).getByteBuf().nioBuffer();
  }
}
