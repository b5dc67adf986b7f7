package io.saigon.api.tls;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.spi.tls.DefaultSslContextFactory;
import io.vertx.core.spi.tls.SslContextFactory;
import javax.net.ssl.SSLException;

/** The engine of {@code netty-tcnative-boringssl-static}, with buffers from Netty's pool. */
final class BoringSslEngine extends OpenSSLEngineOptions {
  BoringSslEngine() {}

  private BoringSslEngine(BoringSslEngine that) {
    super(that);
  }

  @Override
  public BoringSslEngine copy() {
    return new BoringSslEngine(this);
  }

  @Override
  public SslContextFactory sslContextFactory() {
    return new DefaultSslContextFactory(SslProvider.OPENSSL, isSessionCacheEnabled()) {
      @Override
      public SslContext create() throws SSLException {
        return new PooledContext(super.create());
      }
    };
  }
}
