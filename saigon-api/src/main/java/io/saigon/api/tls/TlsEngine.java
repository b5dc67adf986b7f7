package io.saigon.api.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import java.nio.ByteBuffer;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The TLS engine of HTTP clients: BoringSSL if {@code netty-tcnative-boringssl-static} is there, or
 * else the JDK's. Certificates and host names are verified by the JDK's trust managers either way.
 */
public final class TlsEngine {
  // Kept, as the JDK keeps the certificates that it trusts no longer than a context does.
  private static @Nullable SslContext rehearsed;

  private TlsEngine() {}

  /**
   * Sets the engine of options that name none.
   *
   * @param options options to change
   * @return the same options
   */
  public static HttpClientOptions select(HttpClientOptions options) {
    if (options.getSslEngineOptions() == null) {
      options.setSslEngineOptions(
          (OpenSSLEngineOptions.isAvailable() ? new BoringSslEngine() : new JdkEngine())
              // Verifying a chain takes milliseconds, and the first one loads hundreds of classes.
              .setUseWorkerThread(true));
    }
    return options;
  }

  /**
   * Loads, once in a process, what a first connection needs: classes of Netty and of the JDK's TLS,
   * and the certificates that the JDK trusts. It takes hundreds of milliseconds, which event loops
   * do not have; so call it on a worker thread. A failure is that of the first connection, and not
   * reported here.
   */
  public static synchronized void rehearse() {
    if (rehearsed != null) {
      return;
    }
    try {
      // The first buffer of each kind sets up a pool, and the JDK's flight recorder for its events.
      for (ByteBufAllocator pool :
          List.of(ByteBufAllocator.DEFAULT, PooledByteBufAllocator.DEFAULT)) {
        pool.heapBuffer(1).release();
        pool.directBuffer(1).release();
      }
      SslContext context =
          SslContextBuilder.forClient()
              .sslProvider(SslProvider.JDK)
              .applicationProtocolConfig(
                  new ApplicationProtocolConfig(
                      Protocol.ALPN,
                      SelectorFailureBehavior.NO_ADVERTISE,
                      SelectedListenerFailureBehavior.ACCEPT,
                      ApplicationProtocolNames.HTTP_1_1))
              .build();
      rehearsed = context;
      SSLEngine engine = context.newHandler(ByteBufAllocator.DEFAULT).engine();
      engine.beginHandshake();
      engine.wrap(
          ByteBuffer.allocate(0), ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
      new NioSocketChannel().unsafe().closeForcibly();
    } catch (SSLException | RuntimeException e) {
      // The first connection fails in the same way, and has a caller to report it to.
    }
  }
}
