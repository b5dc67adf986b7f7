package io.saigon.aws.credentials;

import io.saigon.api.context.CallerContext;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.aws.context.LoopContext;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;

/**
 * Provides credentials to the SDK's clients.
 *
 * <p>The SDK joins the identity's future on the thread that makes a call. So callers that can wait
 * resolve the credentials first and make the call under them ({@link #with}); the SDK's request for
 * them is then complete at once.
 */
public final class VertxIdentityProvider implements IdentityProvider<AwsCredentialsIdentity> {
  private record Prepared(VertxIdentityProvider owner, Future<AwsCredentialsIdentity> identity) {}

  private static final ThreadLocal<@Nullable Prepared> PREPARED = new ThreadLocal<>();

  private final Supplier<Future<AwsCredentialsIdentity>> source;

  public VertxIdentityProvider(Supplier<Future<AwsCredentialsIdentity>> source) {
    this.source = source;
  }

  public static VertxIdentityProvider of(CredentialsProvider provider) {
    return new VertxIdentityProvider(
        () -> provider.credentials().map(VertxIdentityProvider::identity));
  }

  /**
   * Returns credentials that are valid now; never blocks. An exception of the provider is a failure
   * too.
   */
  public Future<AwsCredentialsIdentity> current() {
    try {
      return source.get();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  /** Makes a call with credentials that are known, or with the reason why there are none. */
  public <T> T with(Future<AwsCredentialsIdentity> known, Supplier<T> call) {
    Prepared outer = PREPARED.get();
    PREPARED.set(new Prepared(this, known));
    try {
      return call.get();
    } finally {
      if (outer == null) {
        PREPARED.remove();
      } else {
        PREPARED.set(outer);
      }
    }
  }

  @Override
  public Class<AwsCredentialsIdentity> identityType() {
    return AwsCredentialsIdentity.class;
  }

  @Override
  public CompletableFuture<AwsCredentialsIdentity> resolveIdentity(ResolveIdentityRequest request) {
    Prepared prepared = PREPARED.get();
    Future<AwsCredentialsIdentity> identity =
        prepared != null && prepared.owner == this ? prepared.identity : current();
    if (!identity.isComplete() && LoopContext.isOnEventLoop()) {
      return CompletableFuture.failedFuture(
          new IllegalStateException(
              "The credentials are not at hand yet and the SDK would block the event loop for them."
                  + " Make the call through AwsService.call, or off the event loop."));
    }
    CompletableFuture<AwsCredentialsIdentity> resolved = new CompletableFuture<>();
    identity.onComplete(
        (result, failure) -> {
          if (failure == null) {
            resolved.complete(result);
          } else {
            resolved.completeExceptionally(failure);
          }
        });
    return resolved;
  }

  static AwsCredentialsIdentity identity(AwsCredentials credentials) {
    String token = credentials.sessionToken();
    if (token == null) {
      return AwsBasicCredentials.builder()
          .accessKeyId(credentials.accessKeyId())
          .secretAccessKey(credentials.secretAccessKey())
          .accountId(credentials.accountId())
          .build();
    }
    return AwsSessionCredentials.builder()
        .accessKeyId(credentials.accessKeyId())
        .secretAccessKey(credentials.secretAccessKey())
        .sessionToken(token)
        .expirationTime(credentials.expiration())
        .accountId(credentials.accountId())
        .build();
  }

  /** Returns credentials of a cache, on the caller's context. */
  public static CredentialsProvider provider(Vertx vertx, CachedCredentials cache) {
    return new CredentialsProvider() {
      @Override
      public Future<AwsCredentials> credentials() {
        return onCallerContext(cache.current());
      }

      @Override
      public Future<AwsCredentials> renewed(AwsCredentials refused) {
        return onCallerContext(cache.renewed(refused.accessKeyId()));
      }

      private Future<AwsCredentials> onCallerContext(Future<AwsCredentialsIdentity> identity) {
        return CallerContext.current(vertx)
            .complete(identity)
            .map(VertxIdentityProvider::credentials);
      }
    };
  }

  public static AwsCredentials credentials(AwsCredentialsIdentity identity) {
    return new AwsCredentials(
        identity.accessKeyId(),
        identity.secretAccessKey(),
        identity instanceof AwsSessionCredentialsIdentity session ? session.sessionToken() : null,
        identity.expirationTime().orElse(null),
        identity.accountId().orElse(null));
  }
}
