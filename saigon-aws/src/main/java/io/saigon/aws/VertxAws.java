package io.saigon.aws;

import io.saigon.api.config.SaigonOptions;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.api.spi.SaigonContext;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.net.URI;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.config.ClientAsyncConfiguration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * Any client of the AWS SDK for Java v2 on a Vert.x: HTTP, time-outs, retries and completions run
 * on Vert.x's event loops, and no other thread is made.
 *
 * <pre>{@code
 * VertxAws aws = VertxAws.create(vertx);
 * DynamoDbAsyncClient db = aws.configure(DynamoDbAsyncClient.builder()).build();
 * Future<ListTablesResponse> tables = aws.call("dynamodb", db::listTables);
 * }</pre>
 *
 * <p>Region, credentials and endpoints come from {@link SaigonOptions} or, where it says nothing,
 * from AWS's standard settings. Reading those can block: {@link #client} builds a client off the
 * event loop, and {@link #call} has the credentials at hand before the SDK asks for them.
 *
 * <p>Thread-safe. Calls may be made from any thread; Futures complete on the caller's context.
 */
public final class VertxAws {
  private final Vertx vertx;
  private final SaigonOptions options;
  private final VertxAsyncHttpClient http;
  private final VertxScheduler scheduler;
  private final VertxIdentityProvider identityProvider;
  private final DefaultCredentialsProvider chain;
  private final Queue<SdkClient> clients = new ConcurrentLinkedQueue<>();
  private volatile @Nullable String region;

  private VertxAws(Vertx vertx, SaigonOptions options, VertxAsyncHttpClient http) {
    this.vertx = vertx;
    this.options = options;
    this.http = http;
    this.scheduler = new VertxScheduler(vertx);
    this.chain = DefaultCredentialsProvider.builder().build();
    CredentialsProvider credentials = options.credentials();
    this.identityProvider =
        credentials == null
            ? new VertxIdentityProvider(new DefaultChain(vertx, chain)::current)
            : VertxIdentityProvider.of(credentials);
    this.region = options.region();
  }

  /** With AWS's standard settings and an HTTP engine of its own. */
  public static VertxAws create(Vertx vertx) {
    return create(vertx, SaigonOptions.defaults());
  }

  /**
   * With an HTTP engine of its own, which closes with {@link #close()}, with {@code vertx}, or with
   * the verticle on whose context this is called.
   *
   * @param options region, credentials, endpoints and trusted certificate authorities
   */
  public static VertxAws create(Vertx vertx, SaigonOptions options) {
    return create(
        vertx,
        options,
        VertxAsyncHttpClient.builder(vertx).trust(options.effectiveTrust()).build());
  }

  /**
   * Creates an instance with a given HTTP engine, which {@link #close()} closes. TLS is the
   * engine's: it trusts what it was built to trust, whatever {@code options} say.
   *
   * @param vertx what the calls are made on
   * @param options region, credentials and endpoints; for their certificate authorities build the
   *     engine with {@code trust(options.effectiveTrust())}
   * @param http engine with time-outs, limits, proxy and TLS as they should be
   * @return the instance
   */
  public static VertxAws create(Vertx vertx, SaigonOptions options, VertxAsyncHttpClient http) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(http, "http");
    return new VertxAws(vertx, options, http);
  }

  /** The one that all services of a Saigon share; it closes with the Saigon. */
  public static VertxAws of(SaigonContext context) {
    return context.shared(
        VertxAws.class,
        () -> {
          // Made detached: the verticle that happens to ask first may be undeployed before others.
          ContextInternal detached = LoopContext.detached(context.vertx());
          ContextInternal previous = detached.beginDispatch();
          try {
            VertxAws aws = create(context.vertx(), context.options());
            context.onClose(aws::close);
            return aws;
          } finally {
            detached.endDispatch(previous);
          }
        });
  }

  /** What it runs on. */
  public Vertx vertx() {
    return vertx;
  }

  /** The HTTP engine, for SDK objects that take one of their own. */
  public VertxAsyncHttpClient httpClient() {
    return http;
  }

  /**
   * Puts a client on Vert.x. Settings that the builder already has are kept, other than its HTTP
   * client, completion executor, scheduler and credentials; set your own {@code
   * overrideConfiguration} before, credentials after.
   *
   * <p>{@code build()} may read profile files and so block for a moment; {@link #client} does not.
   *
   * @param builder any asynchronous client's builder
   * @return the same builder
   */
  public <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C> B configure(
      B builder) {
    ClientOverrideConfiguration.Builder override =
        builder.overrideConfiguration().toBuilder().scheduledExecutorService(scheduler);
    builder
        .httpClient(http)
        .asyncConfiguration(
            ClientAsyncConfiguration.builder()
                .advancedOption(
                    SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run)
                .build())
        .overrideConfiguration(override.build())
        .credentialsProvider(identityProvider);
    String known = region;
    if (known != null) {
      builder.region(Region.of(known));
    }
    URI endpoint = options.endpoint();
    return endpoint == null ? builder : builder.endpointOverride(endpoint);
  }

  /**
   * Builds a client on a worker thread; it closes with this.
   *
   * @param service the service's endpoint prefix in lower case, such as {@code secretsmanager}; an
   *     endpoint that the options name for it is used
   * @param builder makes the builder, called on a worker thread
   * @return the client, or a {@link io.saigon.api.error.ConfigurationException} if there is no
   *     region
   */
  public <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C extends SdkClient>
      Future<C> client(String service, Supplier<B> builder) {
    return client(service, this::region, builder);
  }

  private <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C extends SdkClient>
      Future<C> client(String service, Supplier<Future<String>> where, Supplier<B> builder) {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(builder, "builder");
    return pending(
        () ->
            where
                .get()
                .compose(name -> vertx.executeBlocking(() -> build(service, name, builder), false))
                .recover(failure -> Future.failedFuture(AwsErrors.map(service, failure))));
  }

  private <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C extends SdkClient>
      C build(String service, String name, Supplier<B> builder) {
    B configured = configure(builder.get()).region(Region.of(name));
    URI endpoint = options.endpoints().get(service);
    C client = (endpoint == null ? configured : configured.endpointOverride(endpoint)).build();
    clients.add(client);
    if (http.pending().isClosed()) {
      closeClients();
    }
    return client;
  }

  /** A step that ends when this closes, and does not begin afterwards. */
  private <T> Future<T> pending(Supplier<Future<T>> step) {
    return http.pending().make(ContextCalls.context(vertx), step);
  }

  /**
   * A service whose client is built on first use, as {@link #client} does.
   *
   * @param service the service's endpoint prefix in lower case
   * @param builder makes the builder, called on a worker thread
   */
  public <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C extends SdkClient>
      AwsService<C> service(String service, Supplier<B> builder) {
    return service(service, this::region, builder);
  }

  /**
   * A service in a region of its own, whatever the region in use.
   *
   * @param service the service's endpoint prefix in lower case
   * @param region tells the region, asked on first use; a failure fails the call that asked
   * @param builder makes the builder, called on a worker thread
   */
  public <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C extends SdkClient>
      AwsService<C> service(String service, Supplier<Future<String>> region, Supplier<B> builder) {
    Objects.requireNonNull(region, "region");
    return AwsService.shared(this, service, () -> client(service, region, builder));
  }

  /**
   * Makes a call of a client that {@link #configure} or {@link #client} put on Vert.x.
   *
   * @param service the service's endpoint prefix, for the messages of failures
   * @param call starts the call; called on the caller's context once credentials are known
   * @return the answer, on the caller's context, or one of saigon's exceptions
   */
  public <T> Future<T> call(String service, Supplier<? extends CompletionStage<T>> call) {
    return ContextCalls.signed(vertx, http.pending(), identityProvider, service, call);
  }

  /**
   * Makes a call that needs no credentials, such as a user's log-in, without looking for any.
   *
   * @param service the service's endpoint prefix, for the messages of failures
   * @param call starts the call; called at once
   * @return the answer, on the caller's context, or one of saigon's exceptions
   */
  public <T> Future<T> callUnsigned(String service, Supplier<? extends CompletionStage<T>> call) {
    return ContextCalls.unsigned(vertx, http.pending(), service, call);
  }

  /**
   * What an SDK client's call gives, as a Future that completes on the caller's context.
   *
   * @param vertx whose current context is meant; one is made for a thread that has none
   */
  public static <T> Future<T> await(Vertx vertx, CompletionStage<T> stage) {
    return ContextCalls.await(vertx.getOrCreateContext(), stage);
  }

  /** What an SDK client's call gives, as a Future that completes on the given context. */
  public static <T> Future<T> await(Context context, CompletionStage<T> stage) {
    return ContextCalls.await(context, stage);
  }

  /**
   * The region in use.
   *
   * @return its name, or a {@link io.saigon.api.error.ConfigurationException} if nothing says which
   */
  public Future<String> region() {
    return pending(
        () -> {
          String known = region;
          return known != null ? Future.succeededFuture(known) : findRegion();
        });
  }

  private Future<String> findRegion() {
    return vertx
        .executeBlocking(
            () -> DefaultAwsRegionProviderChain.builder().build().getRegion().id(), false)
        .onSuccess(found -> region = found)
        .recover(failure -> Future.failedFuture(AwsErrors.missingRegion(failure)));
  }

  /**
   * The credentials in use, for signing what no SDK client sends.
   *
   * @return credentials that are valid now, or a {@link io.saigon.api.error.ConfigurationException}
   */
  public Future<AwsCredentials> credentials() {
    return pending(
        () ->
            ContextCalls.known(ContextCalls.context(vertx), identityProvider)
                .compose(known -> known)
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
    chain.close();
    return closed;
  }

  private void closeClients() {
    for (SdkClient client = clients.poll(); client != null; client = clients.poll()) {
      client.close();
    }
  }
}
