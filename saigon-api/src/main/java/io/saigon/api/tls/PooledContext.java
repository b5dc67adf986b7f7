package io.saigon.api.tls;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import javax.net.ssl.SSLEngine;

/**
 * A context of connections whose buffers come from Netty's pool. Its default, adaptive allocator
 * makes and frees native memory for what is larger than 64 KiB, which without {@code
 * sun.misc.Unsafe}, so on JDK 25, stops all threads each time.
 */
class PooledContext extends DelegatingSslContext {
  PooledContext(SslContext context) {
    super(context);
  }

  @Override
  protected void initHandler(SslHandler handler) {
    handler
        .handshakeFuture()
        .addListener(
            (Future<Channel> done) -> {
              if (done.isSuccess()) {
                done.getNow().config().setAllocator(PooledByteBufAllocator.DEFAULT);
              }
            });
  }

  @Override
  protected void initEngine(SSLEngine engine) {}
}
