package io.saigon.storage.io;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;

/** Conversions between Vert.x's buffers and the JDK's, without a copy. */
public final class Buffers {
  private Buffers() {}

  public static Buffer wrap(ByteBuffer bytes) {
    return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes));
  }

  public static ByteBuffer[] unwrap(Buffer buffer) {
    return ((BufferInternal) buffer).getByteBuf().nioBuffers();
  }
}
