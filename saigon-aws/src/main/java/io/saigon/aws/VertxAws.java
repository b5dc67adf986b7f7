package io.saigon.aws;

import io.saigon.api.config.SaigonOptions;
import io.saigon.api.context.CallerContext;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.api.observability.MetricsListener;
import io.saigon.api.observability.Observability;
import io.saigon.api.spi.SaigonContext;
import io.saigon.api.tls.TlsEngine;
import io.saigon.aws.context.LoopContext;
import io.saigon.aws.context.VertxScheduler;
import io.saigon.aws.credentials.CachedCredentials;
import io.saigon.aws.credentials.DefaultChain;
import io.saigon.aws.credentials.VertxIdentityProvider;
import io.saigon.aws.error.SdkErrors;
import io.saigon.aws.http.Rehearsal;
import io.saigon.aws.monitor.CallMetrics;
import io.saigon.aws.monitor.OperationNames;
import io.saigon.aws.monitor.ServiceMonitor;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.config.AwsAdvancedClientOption;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.config.ClientAsyncConfiguration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.regions.Region;

/**
 * Runs any client of the AWS SDK for Java v2 on Vert.x: HTTP, time-outs, retries and completions
 * run on Vert.x's event loops, and no other thread is created.
 *
 * <pre>{@code
 * VertxAws aws = VertxAws.create(vertx);
 * AwsService<DynamoDbAsyncClient> db = aws.service("dynamodb", DynamoDbAsyncClient::builder);
 * Future<ListTablesResponse> tables = db.call(DynamoDbAsyncClient::listTables);
 * }</pre>
 *
 * <p>Region, credentials and endpoints come from {@link SaigonOptions} or, where it leaves them
 * out, from AWS's standard settings: the region chain and the default credentials chain, neither of
 * which blocks. {@link AwsService} builds its client off the event loop, and resolves credentials
 * before the SDK needs them. The SDK's own chain is {@link SdkCredentials#defaultChain}.
 *
 * <p>Thread-safe. Calls may be made from any thread; Futures complete on the caller's context.
 * After close they fail with {@link io.saigon.api.error.ClosedException}.
 */
public final class VertxAws {
  private static final Set<String> STORES = Set.of("secretsmanager", "ssm", "appconfigdata");

  private final Vertx vertx;
  private final SaigonOptions options;
  private final VertxAsyncHttpClient http;
  private final VertxScheduler scheduler;
  private final VertxIdentityProvider identityProvider;
  private final DefaultChain chain;
  private final Queue<SdkClient> clients = new ConcurrentLinkedQueue<>();
  private final Map<String, ServiceMonitor> monitors = new ConcurrentHashMap<>();
  private final @Nullable MetricsListener listener;
  private volatile @Nullable String region;

  private VertxAws(Vertx vertx, SaigonOptions options, VertxAsyncHttpClient http) {
    this.vertx = vertx;
    this.options = options;
    this.http = http;
    this.scheduler = new VertxScheduler(vertx);
    this.chain = new DefaultChain(vertx, options, http, http.direct());
    this.listener = Observability.of(vertx).listener();
    http.pending().onClose(chain.credentials().monitor()::close);
    CredentialsProvider credentials = options.credentials();
    this.identityProvider =
        credentials == null
            ? new VertxIdentityProvider(chain.credentials()::current)
            : VertxIdentityProvider.of(credentials);
    this.region = options.region();
  }

  /**
   * Creates an instance with AWS's standard settings and an HTTP engine of its own.
   *
   * @param vertx Vert.x instance to make calls on
   * @return the instance, closed as that of {@link #create(Vertx, SaigonOptions)} is
   */
  public static VertxAws create(Vertx vertx) {
    return create(vertx, SaigonOptions.defaults());
  }

  /**
   * Creates an instance with an HTTP engine of its own, which closes with {@link #close()}, with
   * {@code vertx}, or with the verticle on whose context this is called.
   *
   * @param vertx Vert.x instance to make calls on
   * @param options region, credentials, endpoints and trusted certificate authorities
   * @return the instance
   */
  public static VertxAws create(Vertx vertx, SaigonOptions options) {
    Objects.requireNonNull(options, "options");
    return create(
        vertx,
        options,
        VertxAsyncHttpClient.builder(vertx).trust(options.effectiveTrust()).build());
  }

  /**
   * Creates an instance with a given HTTP engine, which {@link #close()} closes. TLS is the
   * engine's: it trusts the authorities it was built with, whatever the {@code options}.
   *
   * @param vertx Vert.x instance to make calls on
   * @param options region, credentials and endpoints; for their certificate authorities build the
   *     engine with {@code trust(options.effectiveTrust())}
   * @param http engine with its time-outs, limits, proxy and TLS
   * @return the instance
   */
  public static VertxAws create(Vertx vertx, SaigonOptions options, VertxAsyncHttpClient http) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(http, "http");
    return new VertxAws(vertx, options, http);
  }

  /**
   * Returns the instance that all services of a Saigon share; it closes with the Saigon.
   *
   * @param context context of the Saigon
   * @return the instance
   * @throws io.saigon.api.error.ClosedException if the Saigon is closed
   */
  public static VertxAws of(SaigonContext context) {
    Objects.requireNonNull(context, "context");
    return context.shared(
        VertxAws.class,
        () -> {
          // Made detached: the verticle that happens to ask first may be undeployed before others.
          VertxAws aws =
              LoopContext.detached(
                  context.vertx(), () -> create(context.vertx(), context.options()));
          context.onClose(aws::close);
          return aws;
        });
  }

  /**
   * Returns the Vert.x instance that calls are made on.
   *
   * @return the Vert.x instance
   */
  public Vertx vertx() {
    return vertx;
  }

  /**
   * Returns the HTTP engine, for SDK objects that take an HTTP client.
   *
   * @return the engine
   */
  public VertxAsyncHttpClient httpClient() {
    return http;
  }

  /**
   * Configures a client for Vert.x. Settings that the builder already has are kept, other than its
   * HTTP client, completion executor, scheduler, credentials, and the region and endpoint that
   * {@link SaigonOptions} name; set your own {@code overrideConfiguration} and region before,
   * credentials after. All other settings of AWS's, such as FIPS and dual-stack endpoints, are the
   * SDK's work.
   *
   * <p>This and {@code build()} may read profile files and so block for a moment; {@link #client}
   * does not. Where neither builder nor settings name a region, {@code build()} waits for that of
   * instance metadata, or fails if this was called on an event loop: set what {@link #region()}
   * finds there.
   *
   * @param <B> type of the builder
   * @param <C> type of the client
   * @param builder any asynchronous client's builder
   * @return the same builder
   * @throws io.saigon.api.error.ConfigurationException if a profile file cannot be parsed
   */
  public <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C> B configure(
      B builder) {
    String chosen = options.region();
    if (chosen != null) {
      return configure(builder, false, true).region(Region.of(chosen));
    }
    // The SDK asks instance metadata on the thread that builds.
    return configure(
        builder, !LoopContext.isOnEventLoop() || chain.configuredRegion() != null, true);
  }

  private <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C> B configure(
      B builder, boolean findsRegion, boolean isMeasured) {
    ClientOverrideConfiguration.Builder override =
        builder.overrideConfiguration().toBuilder().scheduledExecutorService(scheduler);
    if (isMeasured && listener != null) {
      override.addMetricPublisher(new CallMetrics(listener));
    }
    if (isMeasured && CallerContext.isTraced(vertx)) {
      override.addExecutionInterceptor(new OperationNames());
    }
    if (!findsRegion) {
      override.putAdvancedOption(AwsAdvancedClientOption.ENABLE_DEFAULT_REGION_DETECTION, false);
    }
    builder
        .httpClient(http)
        .asyncConfiguration(
            ClientAsyncConfiguration.builder()
                .advancedOption(
                    SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run)
                .build())
        .overrideConfiguration(override.build())
        .credentialsProvider(identityProvider);
    URI endpoint = options.endpoint();
    return endpoint == null ? builder : builder.endpointOverride(endpoint);
  }

  /**
   * Builds a client on a worker thread; it closes with this.
   *
   * @param <B> type of the builder
   * @param <C> type of the client
   * @param service the service's endpoint prefix in lower case, such as {@code secretsmanager}; an
   *     endpoint that the options name for it is used
   * @param builder creates the builder, called on a worker thread
   * @return the client; fails with {@link io.saigon.api.error.ConfigurationException} if there is
   *     no region
   */
  public <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C extends SdkClient>
      Future<C> client(String service, Supplier<B> builder) {
    return client(service, this::region, builder, null);
  }

  private <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C extends SdkClient>
      Future<C> client(
          String service,
          Supplier<Future<String>> where,
          Supplier<B> builder,
          @Nullable Function<? super C, ? extends CompletionStage<?>> rehearsal) {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(builder, "builder");
    return pending(
        () ->
            where
                .get()
                .compose(
                    name ->
                        vertx.executeBlocking(
                            () -> build(service, Region.of(name), builder, rehearsal), false))
                .recover(failure -> Future.failedFuture(SdkErrors.map(service, failure))));
  }

  private <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C extends SdkClient>
      C build(
          String service,
          Region in,
          Supplier<B> builder,
          @Nullable Function<? super C, ? extends CompletionStage<?>> rehearsal) {
    B configured = configure(builder.get(), false, true).region(in);
    URI endpoint = options.endpoints().get(service);
    C client = (endpoint == null ? configured : configured.endpointOverride(endpoint)).build();
    clients.add(client);
    if (http.pending().isClosed()) {
      closeClients();
    } else if (rehearsal != null) {
      Rehearsal.run(configure(builder.get(), false, false).region(in), rehearsal);
      TlsEngine.rehearse();
    }
    return client;
  }

  /** Runs a step that ends when this closes, and does not begin afterwards. */
  private <T> Future<T> pending(Supplier<Future<T>> step) {
    return http.pending().make(CallerContext.current(vertx), step);
  }

  /**
   * Returns a service whose client is built on first use, as {@link #client} does.
   *
   * @param <B> type of the builder
   * @param <C> type of the client
   * @param service the service's endpoint prefix in lower case
   * @param builder creates the builder, called on a worker thread
   * @return the service
   */
  public <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C extends SdkClient>
      AwsService<C> service(String service, Supplier<B> builder) {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(builder, "builder");
    return service(service, this::region, builder);
  }

  /**
   * Returns a service in a region of its own, whatever the region in use.
   *
   * @param <B> type of the builder
   * @param <C> type of the client
   * @param service the service's endpoint prefix in lower case
   * @param region returns the region, called on first use; its failure fails the call that needs it
   * @param builder creates the builder, called on a worker thread
   * @return the service
   */
  public <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C extends SdkClient>
      AwsService<C> service(String service, Supplier<Future<String>> region, Supplier<B> builder) {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(builder, "builder");
    return new AwsService<>(
        vertx,
        service,
        http.pending(),
        identityProvider,
        rehearsal -> client(service, region, builder, rehearsal),
        () -> monitor(service),
        null);
  }

  /**
   * Returns the monitor that all clients of a service share, from the first one's first call on.
   */
  private @Nullable ServiceMonitor monitor(String service) {
    // A vault has health of its own: it may serve while its store is down.
    if (STORES.contains(service)) {
      return null;
    }
    return monitors.computeIfAbsent(
        service,
        name -> {
          ServiceMonitor monitor = new ServiceMonitor(vertx, name);
          http.pending().onClose(monitor::close);
          return monitor;
        });
  }

  /**
   * Converts the result of an SDK client's call to a Future that completes on the caller's context.
   *
   * @param <T> type of the result
   * @param vertx Vert.x instance of the current context; one is created for a thread that has none
   * @param stage result of the call
   * @return the result; fails as the stage does
   */
  public static <T> Future<T> await(Vertx vertx, CompletionStage<T> stage) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(stage, "stage");
    return await(vertx.getOrCreateContext(), stage);
  }

  /**
   * Converts the result of an SDK client's call to a Future that completes on the given context.
   *
   * @param <T> type of the result
   * @param context context to complete on
   * @param stage result of the call
   * @return the result; fails as the stage does
   */
  public static <T> Future<T> await(Context context, CompletionStage<T> stage) {
    Objects.requireNonNull(stage, "stage");
    Promise<T> promise = CallerContext.of(context).promise();
    var unused =
        stage.whenComplete(
            (result, failure) -> {
              if (failure == null) {
                promise.complete(result);
              } else {
                promise.fail(SdkErrors.unwrap(failure));
              }
            });
    return promise.future();
  }

  /**
   * Returns the region in use.
   *
   * @return its name; fails with {@link io.saigon.api.error.ConfigurationException} if no setting
   *     names one
   */
  public Future<String> region() {
    return pending(
        () -> {
          String known = region;
          return known != null ? Future.succeededFuture(known) : findRegion();
        });
  }

  private Future<String> findRegion() {
    return chain.region().onSuccess(found -> region = found);
  }

  /**
   * Returns the credentials in use, for signing requests that no SDK client sends.
   *
   * @return credentials that are valid now; fails with {@link
   *     io.saigon.api.error.ConfigurationException} if there are none
   */
  public Future<AwsCredentials> credentials() {
    return pending(
        () ->
            CallerContext.current(vertx)
                .complete(identityProvider.current())
                .map(VertxIdentityProvider::credentials));
  }

  /**
   * Returns a provider of a role's credentials, which are requested from STS on first use, cached
   * and renewed ahead of expiry. It suits {@link SaigonOptions#withCredentials}, SDK clients,
   * request signing and all else that takes a provider, until this closes.
   *
   * @param request role, session name, duration, policies and tags
   * @return the provider; its futures fail with one of saigon's exceptions if the role cannot be
   *     assumed, and with {@link io.saigon.api.error.ClosedException} after {@link #close()}
   */
  public CredentialsProvider assumeRole(AssumeRoleRequest request) {
    Objects.requireNonNull(request, "request");
    Map<String, String> parameters = request.parameters();
    CachedCredentials role =
        new CachedCredentials(
            vertx,
            "role",
            () ->
                CallerContext.current(vertx)
                    .complete(identityProvider.current())
                    .compose(caller -> chain.assumeRole(parameters, caller)));
    http.pending().onClose(role.monitor()::close);
    CredentialsProvider open = VertxIdentityProvider.provider(vertx, role);
    return new CredentialsProvider() {
      @Override
      public Future<AwsCredentials> credentials() {
        return pending(open::credentials);
      }

      @Override
      public Future<AwsCredentials> renewed(AwsCredentials refused) {
        return pending(() -> open.renewed(refused));
      }
    };
  }

  /**
   * Gets a role's credentials for an OpenID Connect token from STS. The request is not signed, so
   * that no credentials are needed.
   *
   * @param roleArn ARN of a role that trusts the token's issuer
   * @param token the token
   * @param region AWS region of STS
   * @return the credentials, with their expiration; fails with {@link
   *     io.saigon.api.error.AccessDeniedException} if the role does not trust the token, with
   *     another {@link io.saigon.api.error.SaigonException} otherwise, and with {@link
   *     io.saigon.api.error.ClosedException} after {@link #close()}
   */
  public Future<AwsCredentials> assumeRoleWithWebIdentity(
      String roleArn, String token, String region) {
    Objects.requireNonNull(roleArn, "roleArn");
    Objects.requireNonNull(token, "token");
    Objects.requireNonNull(region, "region");
    return pending(
        () ->
            CallerContext.current(vertx)
                .complete(chain.assumeRoleWithWebIdentity(roleArn, token, region))
                .map(VertxIdentityProvider::credentials));
  }

  /**
   * Closes the clients that {@link #client} built and the HTTP engine. Calls under way and later
   * ones fail with {@link io.saigon.api.error.ClosedException}. Closing twice is harmless.
   *
   * @return completes when all connections are closed
   */
  public Future<Void> close() {
    Future<Void> closed = http.shutdown();
    closeClients();
    return closed;
  }

  private void closeClients() {
    for (SdkClient client = clients.poll(); client != null; client = clients.poll()) {
      client.close();
    }
  }
}
