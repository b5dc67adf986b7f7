package io.saigon.storage.upload;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.saigon.api.context.CallerContext;
import io.saigon.api.stream.QueuedStream;
import io.saigon.storage.StorageFixture;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamUploadMemoryIT extends StorageFixture {
  private static final int MIB = 1 << 20;
  private static final int CHUNKS = 80;

  /** Counts at its end which of its chunks are in memory still. */
  private static final class CountedChunks extends QueuedStream<Buffer> {
    private final List<WeakReference<byte[]>> given = new ArrayList<>();
    private long inMemory;

    CountedChunks(CallerContext context) {
      super(context);
    }

    @Override
    protected void more() {
      if (given.size() < CHUNKS) {
        byte[] chunk = new byte[MIB];
        given.add(new WeakReference<>(chunk));
        push(BufferInternal.buffer(Unpooled.wrappedBuffer(chunk)));
      } else {
        System.gc();
        inMemory = given.stream().filter(chunk -> chunk.get() != null).count();
        end(null);
      }
    }
  }

  @Test
  void partsThatWereSentAreNotKeptInMemory() {
    CountedChunks content = new CountedChunks(CallerContext.current(storages.vertx));

    await(storages.storage().upload(object("long"), content));

    // Three parts of 5 MiB, and what a connection has not written yet.
    assertThat(content.inMemory).isLessThanOrEqualTo(20);
  }
}
