package io.saigon.api.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.ByteToMessageDecoder.Cumulator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.spi.tls.DefaultSslContextFactory;
import io.vertx.core.spi.tls.SslContextFactory;
import javax.net.ssl.SSLException;

/**
 * The JDK's TLS engine with buffers that suit it. It decrypts a record in place, and its fast code
 * for AES-GCM takes arrays alone, so records are gathered in arrays.
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

  private static final class Context extends PooledContext {
    Context(SslContext context) {
      super(context);
    }

    @Override
    protected void initHandler(SslHandler handler) {
      handler.setCumulator(new ArrayCumulator());
      super.initHandler(handler);
    }
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
