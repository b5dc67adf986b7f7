package io.saigon.aws;

import io.saigon.api.config.SaigonOptions;
import io.saigon.api.context.CallerContext;
import io.saigon.api.tls.TlsEngine;
import io.saigon.aws.context.CarriedTrace;
import io.saigon.aws.context.LoopContext;
import io.saigon.aws.context.PendingCalls;
import io.saigon.aws.http.Exchange;
import io.saigon.aws.http.HttpSettings;
import io.saigon.aws.http.PoolGauge;
import io.saigon.aws.monitor.OperationNames;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.TrustOptions;
import java.net.InetAddress;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * HTTP engine of the AWS SDK for Java v2 on Vert.x's HTTP client: no thread and no event loop
 * beyond Vert.x's.
 *
 * <p>A call may be made from any thread. One made on an event-loop context stays on it; one made on
 * a worker or virtual-thread context, or on a thread outside Vert.x, runs on the event loop that
 * Vert.x binds it to. Handlers and body subscribers are called there and must not block.
 *
 * <p>Bodies are streamed with back-pressure both ways. What breaks on the wire fails with an {@link
 * java.io.IOException}, which the SDK's retry strategies retry, and so does an answer of an interim
 * status other than 100 and 103, such as 101 Switching Protocols. A response whose body has no
 * subscriber within the read timeout fails and its connection is closed; a subscriber may take as
 * long as it likes between its requests.
 *
 * <p>All {@link SdkHttpConfigurationOption}s are honoured. Differences to the SDK's own clients:
 * {@code CONNECTION_MAX_IDLE_TIMEOUT} is rounded up to seconds; if no {@code PROTOCOL} is chosen,
 * HTTP/2 is used where a TLS server offers it; of trust and key managers the first X.509 one is
 * taken.
 *
 * @see VertxAws
 */
public final class VertxAsyncHttpClient implements SdkAsyncHttpClient {
  private static final String NAME = "Vertx";

  private final Vertx vertx;
  // Clients of Vert.x close when they are collected: these references keep them open.
  private final HttpClientAgent tlsClient;
  private final HttpClientAgent plainClient;
  private final HttpSettings settings;
  private final HttpProxy plainProxy;
  private final HttpProxy tlsProxy;
  private final PoolGauge gauge;
  private final PendingCalls pending = new PendingCalls();

  private VertxAsyncHttpClient(Builder builder, HttpSettings settings) {
    this.vertx = builder.vertx;
    this.settings = settings;
    this.plainProxy = builder.proxy.resolve("http");
    this.tlsProxy = builder.proxy.resolve("https");
    this.gauge = new PoolGauge(NAME, settings.maxConnections());
    HttpClientOptions tls = settings.tlsClient();
    if (tls.getTrustOptions() == null) {
      tls.setTrustOptions(builder.trust);
    }
    this.tlsClient = client(TlsEngine.select(tls), builder);
    this.plainClient = client(settings.plainClient(), builder);
    pending.closeWith(CallerContext.current(vertx));
    // While clients are being built: a first connection waits for neither then.
    vertx.executeBlocking(
        () -> {
          TlsEngine.rehearse();
          return null;
        },
        false);
  }

  private HttpClientAgent client(HttpClientOptions options, Builder builder) {
    return vertx
        .httpClientBuilder()
        .with(options.setLocalAddress(builder.localAddress))
        .with(settings.pool())
        .build();
  }

  /**
   * Creates an engine with the SDK's default settings.
   *
   * @param vertx Vert.x instance to run on; closing it closes the engine, and so does undeploying
   *     the verticle on whose context this is called
   * @return the engine
   */
  public static VertxAsyncHttpClient create(Vertx vertx) {
    return builder(vertx).build();
  }

  /**
   * Returns a builder of an engine.
   *
   * @param vertx Vert.x instance to run on; closing it closes the engine, and so does undeploying
   *     the verticle on whose context the engine was built
   * @return the builder
   */
  public static Builder builder(Vertx vertx) {
    return new Builder(vertx);
  }

  @Override
  public CompletableFuture<Void> execute(AsyncExecuteRequest call) {
    Objects.requireNonNull(call, "call");
    boolean tls = "https".equalsIgnoreCase(call.request().protocol());
    return execute(call, (tls ? tlsProxy : plainProxy).toward(call.request().host()));
  }

  private CompletableFuture<Void> execute(AsyncExecuteRequest call, @Nullable ProxyOptions proxy) {
    if (pending.isClosed()) {
      return refused(call, PendingCalls.failure());
    }
    SdkHttpRequest request = call.request();
    boolean tls = "https".equalsIgnoreCase(request.protocol());
    String origin = (tls ? "https://" : "http://") + request.host() + ":" + request.port();
    HttpClientAgent client = tls ? tlsClient : plainClient;
    // On the thread of the SDK's call.
    String operation = OperationNames.of(request);
    return CarriedTrace.start(
        vertx,
        operation,
        () ->
            new Exchange(
                    LoopContext.of(vertx), client, settings, call, gauge.lease(origin), pending)
                .start(proxy, operation));
  }

  private static CompletableFuture<Void> refused(AsyncExecuteRequest call, Throwable failure) {
    call.responseHandler().onError(failure);
    return CompletableFuture.failedFuture(failure);
  }

  @Override
  public String clientName() {
    return NAME;
  }

  /** Closes all connections at once; exchanges on them fail. Closing twice is harmless. */
  @Override
  public void close() {
    shutdown();
  }

  /** Returns a view of this engine that passes no proxy: none of them reaches this machine. */
  SdkAsyncHttpClient direct() {
    return new SdkAsyncHttpClient() {
      @Override
      public CompletableFuture<Void> execute(AsyncExecuteRequest call) {
        return VertxAsyncHttpClient.this.execute(call, null);
      }

      @Override
      public String clientName() {
        return NAME;
      }

      @Override
      public void close() {
        // The engine's owner closes it.
      }
    };
  }

  PoolGauge gauge() {
    return gauge;
  }

  /** Returns the calls that are made through this engine, however many attempts each takes. */
  PendingCalls pending() {
    return pending;
  }

  Future<Void> shutdown() {
    pending.close();
    Future<Void> tls = close(tlsClient);
    Future<Void> plain = close(plainClient);
    return tls.eventually(() -> plain);
  }

  // From Vert.x 5.1 on, a client whose Vert.x is closed may give no future, or one that throws as a
  // listener is added, because the event loop that would call it has ended.
  private static Future<Void> close(HttpClientAgent client) {
    Future<Void> closed = client.close();
    return closed == null || closed.succeeded() ? Future.succeededFuture() : closed;
  }

  /** Builds an engine. */
  public static final class Builder implements SdkAsyncHttpClient.Builder<Builder> {
    private final Vertx vertx;
    private final AttributeMap.Builder options = AttributeMap.builder();
    private HttpProxy proxy = HttpProxy.standard();
    private @Nullable String localAddress;
    private @Nullable TrustOptions trust = SaigonOptions.defaults().effectiveTrust();

    private Builder(Vertx vertx) {
      this.vertx = Objects.requireNonNull(vertx, "vertx");
    }

    /**
     * Sets one of the SDK's HTTP options, such as {@link SdkHttpConfigurationOption#READ_TIMEOUT}.
     *
     * @param <T> type of the value
     * @param option the option
     * @param value the value
     * @return this builder
     */
    public <T> Builder option(SdkHttpConfigurationOption<T> option, T value) {
      options.put(Objects.requireNonNull(option, "option"), Objects.requireNonNull(value, "value"));
      return this;
    }

    /**
     * Sets the proxy.
     *
     * @param proxy the proxy; {@link HttpProxy#standard()} if not set
     * @return this builder
     */
    public Builder proxy(HttpProxy proxy) {
      this.proxy = Objects.requireNonNull(proxy, "proxy");
      return this;
    }

    /**
     * Sets the certificate authorities to trust. If none are set, those in the PEM file that the
     * environment variable {@code AWS_CA_BUNDLE} names are, or else the JVM's. {@link
     * SdkHttpConfigurationOption#TLS_TRUST_MANAGERS_PROVIDER} wins over them.
     *
     * @param trust such as {@code new PemTrustOptions().addCertPath("ca.pem")}, or null for the
     *     JVM's
     * @return this builder
     */
    public Builder trust(@Nullable TrustOptions trust) {
      this.trust = trust;
      return this;
    }

    /**
     * Sets the local address of connections. Vert.x 5.1 and 5.2 ignore it, and the operating system
     * chooses one.
     *
     * @param address address of this machine; any if not set
     * @return this builder
     */
    public Builder localAddress(InetAddress address) {
      Objects.requireNonNull(address, "address");
      this.localAddress = address.getHostAddress();
      return this;
    }

    /**
     * Builds the engine. May read key stores and so block: see {@link VertxAws} for how to do it
     * off the event loop.
     */
    @Override
    public VertxAsyncHttpClient build() {
      return buildWithDefaults(AttributeMap.empty());
    }

    @Override
    public VertxAsyncHttpClient buildWithDefaults(AttributeMap serviceDefaults) {
      Objects.requireNonNull(serviceDefaults, "serviceDefaults");
      return new VertxAsyncHttpClient(
          this, HttpSettings.of(options.build().merge(serviceDefaults)));
    }
  }
}
