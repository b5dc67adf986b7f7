package io.saigon.aws;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledDirectByteBuf;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Large buffers that a socket is read into, which are used again once they are released. One that
 * never is leaves its memory to the garbage collector.
 */
final class ReceiveBuffers extends DefaultMaxMessagesRecvByteBufAllocator {
  static final int SIZE = 256 << 10;
  private static final int KEPT = 24;
  private static final BlockingQueue<ByteBuffer> FREE = new ArrayBlockingQueue<>(KEPT);

  /** Whether a buffer, or the one that it is a part of, is one of these. */
  static boolean owns(ByteBuf buffer) {
    ByteBuf whole = buffer;
    for (ByteBuf outer = buffer; outer != null; outer = outer.unwrap()) {
      whole = outer;
    }
    return whole instanceof Reused;
  }

  @Override
  public MaxMessageHandle newHandle() {
    return new Reading();
  }

  private final class Reading extends MaxMessageHandle {
    @Override
    public ByteBuf allocate(ByteBufAllocator alloc) {
      ByteBuffer free = FREE.poll();
      return new Reused(free == null ? ByteBuffer.allocateDirect(SIZE) : free);
    }

    @Override
    public int guess() {
      return SIZE;
    }
  }

  private static final class Reused extends UnpooledDirectByteBuf {
    private final ByteBuffer memory;

    Reused(ByteBuffer memory) {
      super(UnpooledByteBufAllocator.DEFAULT, memory, SIZE);
      this.memory = memory;
      clear();
    }

    @Override
    protected void deallocate() {
      super.deallocate();
      var unused = FREE.offer(memory);
    }
  }
}
