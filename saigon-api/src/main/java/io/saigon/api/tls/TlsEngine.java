package io.saigon.api.tls;

import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.OpenSSLEngineOptions;

/**
 * The TLS engine of HTTP clients: BoringSSL if {@code netty-tcnative-boringssl-static} is there, or
 * else the JDK's. Certificates and host names are verified by the JDK's trust managers either way.
 */
public final class TlsEngine {
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
}
