package io.saigon.aws.http;

import static software.amazon.awssdk.http.SdkHttpConfigurationOption.*;

import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.ProtocolNegotiation;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.utils.AttributeMap;

/** The SDK's HTTP options as Vert.x's. */
public final class HttpSettings {
  private static final String METRICS_NAME = "saigon-aws";
  private static final int WINDOW = 1024 * 1024;
  private static final int CHUNK = 64 * 1024;
  private static final int MAX_HTTP2_CONNECTIONS = 4;

  private final AttributeMap options;
  private final @Nullable Protocol protocol;

  private HttpSettings(AttributeMap options, @Nullable Protocol protocol) {
    this.options = options;
    this.protocol = protocol;
  }

  /** Creates settings; without a chosen protocol, HTTP/2 is used where a TLS server offers it. */
  public static HttpSettings of(AttributeMap chosen) {
    return new HttpSettings(
        chosen.merge(SdkHttpConfigurationOption.GLOBAL_HTTP_DEFAULTS), chosen.get(PROTOCOL));
  }

  long readMillis() {
    return millis(READ_TIMEOUT);
  }

  long writeMillis() {
    return millis(WRITE_TIMEOUT);
  }

  long acquireMillis() {
    return millis(CONNECTION_ACQUIRE_TIMEOUT);
  }

  public int maxConnections() {
    return options.get(MAX_CONNECTIONS);
  }

  int maxPending() {
    return options.get(MAX_PENDING_CONNECTION_ACQUIRES);
  }

  public PoolOptions pool() {
    return new PoolOptions()
        .setHttp1MaxSize(maxConnections())
        .setHttp2MaxSize(Math.min(MAX_HTTP2_CONNECTIONS, maxConnections()))
        .setMaxWaitQueueSize(maxPending())
        .setMaxLifetime(clamp(millis(CONNECTION_TIME_TO_LIVE)))
        .setMaxLifetimeUnit(TimeUnit.MILLISECONDS);
  }

  /** Returns the options of a client for https. */
  public HttpClientOptions tlsClient() {
    HttpClientOptions client = client();
    if (protocol == null) {
      client.setUseAlpn(true).setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1));
    }
    secure(client);
    return client;
  }

  /**
   * Returns the options of a client for http. ALPN is left out: from Vert.x 5.1 on a client that
   * has HTTP/2 as its first version asks a server without TLS to upgrade to it.
   */
  public HttpClientOptions plainClient() {
    return client();
  }

  private HttpClientOptions client() {
    HttpClientOptions client =
        new HttpClientOptions()
            .setConnectTimeout(clamp(millis(CONNECTION_TIMEOUT)))
            .setSslHandshakeTimeout(Math.max(1, millis(TLS_NEGOTIATION_TIMEOUT)))
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
            .setKeepAliveTimeout(idleSeconds())
            .setHttp2KeepAliveTimeout(idleSeconds())
            .setTcpKeepAlive(options.get(TCP_KEEPALIVE))
            .setMaxChunkSize(CHUNK)
            .setMaxHeaderSize(CHUNK)
            .setInitialSettings(new Http2Settings().setInitialWindowSize(WINDOW))
            .setHttp2ConnectionWindowSize(4 * WINDOW)
            .setDecompressionSupported(false)
            .setMetricsName(METRICS_NAME);
    if (protocol == Protocol.HTTP2) {
      http2(client);
    }
    return client;
  }

  private void http2(HttpClientOptions client) {
    boolean negotiated = options.get(PROTOCOL_NEGOTIATION) == ProtocolNegotiation.ALPN;
    client
        .setUseAlpn(true)
        .setProtocolVersion(HttpVersion.HTTP_2)
        .setHttp2ClearTextUpgrade(false)
        .setAlpnVersions(
            negotiated
                ? List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1)
                : List.of(HttpVersion.HTTP_2));
  }

  private void secure(HttpClientOptions client) {
    var trust = options.get(TLS_TRUST_MANAGERS_PROVIDER);
    if (options.get(TRUST_ALL_CERTIFICATES)) {
      if (trust != null) {
        throw new IllegalArgumentException(
            "TlsTrustManagersProvider and TrustAllCertificates exclude each other; set one");
      }
      client.setTrustAll(true).setVerifyHost(false);
    }
    if (trust != null) {
      client.setTrustOptions(
          TrustOptions.wrap(
              only(X509TrustManager.class, trust.trustManagers(), "TlsTrustManagersProvider")));
    }
    var keys = options.get(TLS_KEY_MANAGERS_PROVIDER);
    var keyManagers = keys == null ? null : keys.keyManagers();
    if (keyManagers != null && keyManagers.length > 0) {
      client.setKeyCertOptions(
          KeyCertOptions.wrap(only(X509KeyManager.class, keyManagers, "TlsKeyManagersProvider")));
    }
  }

  private static <T> T only(Class<T> type, Object @Nullable [] managers, String provider) {
    return Arrays.stream(managers == null ? new TrustManager[0] : managers)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    provider + " gives no " + type.getSimpleName() + "; none other is supported"));
  }

  /** Vert.x counts whole seconds, and 0 means never. */
  private int idleSeconds() {
    return options.get(REAP_IDLE_CONNECTIONS)
        ? clamp((millis(CONNECTION_MAX_IDLE_TIMEOUT) + 999) / 1000)
        : 0;
  }

  private long millis(SdkHttpConfigurationOption<Duration> option) {
    return options.get(option).toMillis();
  }

  private static int clamp(long value) {
    return (int) Math.max(0, Math.min(Integer.MAX_VALUE, value));
  }
}
