package io.saigon.api.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.ByteToMessageDecoder.Cumulator;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.Future;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.spi.tls.DefaultSslContextFactory;
import io.vertx.core.spi.tls.SslContextFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * The JDK's TLS engine with buffers that suit it. It decrypts a record in place, and its fast code
 * for AES-GCM takes arrays alone, so records are gathered in arrays. All other buffers of a
 * connection come from Netty's pool: its default, adaptive allocator makes and frees native memory
 * for what is larger than 64 KiB, which without {@code sun.misc.Unsafe}, so on JDK 25, stops all
 * threads each time. Both together halve the CPU that receiving an object takes on JDK 25.
 */
final class JdkEngine extends JdkSSLEngineOptions {
  JdkEngine() {}

  private JdkEngine(JdkEngine that) {
    super(that);
  }

  @Override
  public JdkEngine copy() {
    return new JdkEngine(this);
  }

  @Override
  public SslContextFactory sslContextFactory() {
    return new ContextFactory();
  }

  private static final class ContextFactory extends DefaultSslContextFactory {
    ContextFactory() {
      super(SslProvider.JDK, false);
    }

    @Override
    public SslContext create() throws SSLException {
      return new Context(super.create());
    }
  }

  private static final class Context extends DelegatingSslContext {
    Context(SslContext context) {
      super(context);
    }

    @Override
    protected void initHandler(SslHandler handler) {
      handler.setCumulator(new ArrayCumulator());
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

  /** Copies what was received into an array, behind the start of a record that came before. */
  private static final class ArrayCumulator implements Cumulator {
    @Override
    public ByteBuf cumulate(ByteBufAllocator alloc, ByteBuf cumulation, ByteBuf in) {
      try {
        ByteBuf all = Unpooled.buffer(cumulation.readableBytes() + in.readableBytes());
        all.writeBytes(cumulation).writeBytes(in);
        cumulation.release();
        return all;
      } finally {
        in.release();
      }
    }
  }
}
