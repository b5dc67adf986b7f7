package io.saigon.aws;

import io.saigon.api.call.CallScope;
import io.saigon.api.context.CallerContext;
import io.saigon.aws.context.PendingCalls;
import io.saigon.aws.credentials.VertxIdentityProvider;
import io.saigon.aws.error.SdkErrors;
import io.saigon.aws.monitor.ServiceMonitor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * One AWS service: its client, built on first use, and calls that fail with saigon's exceptions.
 * Futures complete on the caller's context. Thread-safe.
 *
 * @param <C> the SDK's asynchronous client of the service
 */
public final class AwsService<C> {
  private final Vertx vertx;
  private final String name;
  // Both are null for a client whose engine is not saigon's.
  private final @Nullable PendingCalls pending;
  private final @Nullable VertxIdentityProvider identities;
  private final Factory<C> factory;
  private final Supplier<@Nullable ServiceMonitor> monitors;
  private final @Nullable Function<? super C, ? extends CompletionStage<?>> rehearsal;
  private volatile @Nullable ServiceMonitor monitor;
  private final AtomicReference<@Nullable Future<C>> built = new AtomicReference<>();

  /** Builds the client, and makes a call that loads classes if one is given. */
  interface Factory<C> {
    Future<C> client(@Nullable Function<? super C, ? extends CompletionStage<?>> rehearsal);
  }

  AwsService(
      Vertx vertx,
      String name,
      @Nullable PendingCalls pending,
      @Nullable VertxIdentityProvider identities,
      Factory<C> factory,
      Supplier<@Nullable ServiceMonitor> monitors,
      @Nullable Function<? super C, ? extends CompletionStage<?>> rehearsal) {
    this.vertx = Objects.requireNonNull(vertx, "vertx");
    this.name = Objects.requireNonNull(name, "name");
    this.pending = pending;
    this.identities = identities;
    this.factory = factory;
    this.monitors = monitors;
    this.rehearsal = rehearsal;
  }

  /**
   * Creates a service with a client of the application's own, which the application closes.
   *
   * @param <C> the SDK's asynchronous client of the service
   * @param vertx Vert.x instance whose contexts calls complete on
   * @param name the service's endpoint prefix, for the messages of failures
   * @param client the client
   * @return the service
   */
  public static <C> AwsService<C> of(Vertx vertx, String name, C client) {
    Future<C> known = Future.succeededFuture(Objects.requireNonNull(client, "client"));
    return new AwsService<>(vertx, name, null, null, rehearsal -> known, () -> null, null);
  }

  /**
   * Returns the SDK's client, for operations that saigon does not cover. A failure to build it is
   * not kept: the next call tries again.
   *
   * @return the client, which its owner closes; fails as {@link VertxAws#client} does
   */
  public Future<C> client() {
    return CallerContext.current(vertx).complete(build());
  }

  /**
   * Returns a service that makes a call of this kind, against an answer that is made up, when it
   * has built its client. The worker thread that does so loads the classes of the SDK, about a
   * thousand, that would otherwise hold up the event loop of the first real call. Of no effect for
   * a client of the application's own.
   *
   * @param call starts a call as the application makes it; called on a worker thread, with a client
   *     that sends nothing
   * @return a new service
   */
  public AwsService<C> withRehearsal(Function<? super C, ? extends CompletionStage<?>> call) {
    return new AwsService<>(
        vertx, name, pending, identities, factory, monitors, Objects.requireNonNull(call, "call"));
  }

  /**
   * Builds the client and resolves the application's credentials, ahead of the first call. The
   * first time in a process it makes an HTTP exchange on the loopback interface too, on an event
   * loop of its own, which loads the classes that other loops would have to.
   *
   * @return completes on the caller's context; fails as that call would
   */
  public Future<Void> warmUp() {
    CallerContext caller = CallerContext.current(vertx);
    Future<?> client = client();
    return identities == null
        ? client.mapEmpty()
        : caller
            .complete(LoopbackExchange.make())
            .compose(made -> caller.complete(identities.current()))
            .recover(failure -> Future.failedFuture(SdkErrors.map(name, failure)))
            .compose(identity -> client)
            .mapEmpty();
  }

  /**
   * Makes a call with the application's credentials.
   *
   * @param <T> type of the answer
   * @param call starts the call; called on the caller's context once credentials are known
   * @return the answer; fails with one of saigon's exceptions
   */
  public <T> Future<T> call(Function<? super C, ? extends CompletionStage<T>> call) {
    return call(call, identities);
  }

  /**
   * Makes a call that needs no credentials, such as a user's log-in, without resolving any.
   *
   * @param <T> type of the answer
   * @param call starts the call; called on the caller's context
   * @return the answer; fails with one of saigon's exceptions
   */
  public <T> Future<T> callUnsigned(Function<? super C, ? extends CompletionStage<T>> call) {
    return call(call, null);
  }

  private <T> Future<T> call(
      Function<? super C, ? extends CompletionStage<T>> call,
      @Nullable VertxIdentityProvider signer) {
    Objects.requireNonNull(call, "call");
    CallerContext caller = CallerContext.current(vertx);
    CallScope scope = CallScope.current();
    return scope == null
        ? call(caller, call, signer)
        : new ScopedCall<T>(scope, caller)
            .begin(
                scoped -> call(caller, client -> scoped.start(() -> call.apply(client)), signer));
  }

  private <T> Future<T> call(
      CallerContext caller,
      Function<? super C, ? extends CompletionStage<T>> call,
      @Nullable VertxIdentityProvider signer) {
    Future<C> known = built.get();
    return known != null && known.succeeded()
        ? call(caller, () -> call.apply(known.result()), signer)
        : caller
            .complete(build())
            .compose(client -> call(caller, () -> call.apply(client), signer));
  }

  private <T> Future<T> call(
      CallerContext caller,
      Supplier<? extends CompletionStage<T>> call,
      @Nullable VertxIdentityProvider signer) {
    Supplier<Future<T>> mapped =
        () ->
            (signer == null ? this.<T>start(caller, call) : signed(caller, call, signer))
                .recover(failure -> caller.failed(failed(failure)));
    Future<T> answer = pending == null ? mapped.get() : pending.make(caller, mapped);
    ServiceMonitor monitoring = monitor;
    if (monitoring != null && monitoring.isFailing()) {
      answer.onSuccess(ok -> monitoring.succeeded());
    }
    return answer;
  }

  private Throwable failed(Throwable failure) {
    Throwable mapped = SdkErrors.map(name, failure);
    ServiceMonitor monitoring = monitor;
    if (monitoring != null) {
      monitoring.failed(mapped);
    }
    return mapped;
  }

  /**
   * Makes a call once credentials, or the reason why there are none, are known: it may turn out to
   * need none.
   */
  private <T> Future<T> signed(
      CallerContext caller,
      Supplier<? extends CompletionStage<T>> call,
      VertxIdentityProvider signer) {
    Future<AwsCredentialsIdentity> identity = signer.current();
    Supplier<Future<T>> prepared = () -> start(caller, () -> signer.with(identity, call::get));
    return identity.isComplete()
        ? prepared.get()
        : caller.complete(identity).transform(resolved -> prepared.get());
  }

  private <T> Future<T> start(CallerContext caller, Supplier<? extends CompletionStage<T>> call) {
    try {
      return VertxAws.await(caller.context(), call.get());
    } catch (RuntimeException e) {
      return caller.failed(e);
    }
  }

  private Future<C> build() {
    Future<C> known = built.get();
    if (known != null && !known.failed()) {
      return known;
    }
    Promise<C> promise = Promise.promise();
    if (!built.compareAndSet(known, promise.future())) {
      return build();
    }
    monitor = monitors.get();
    factory.client(rehearsal).onComplete(promise);
    return promise.future();
  }
}
