package io.saigon.aws.credentials;

import io.saigon.api.context.CallerContext;
import io.saigon.api.error.SaigonException;
import io.saigon.aws.error.SdkErrors;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * AWS's default credentials chain, asked on worker threads and remembered: files, processes and
 * metadata services block. What is remembered is given at once; when it is a minute old it is asked
 * for again in the background, and only expired credentials are waited for.
 */
public final class DefaultChain {
  private static final Logger LOG = LoggerFactory.getLogger(DefaultChain.class);
  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final Duration MARGIN = Duration.ofSeconds(30);

  private record Known(Future<AwsCredentialsIdentity> identity, Instant since, Instant until) {}

  private final Vertx vertx;
  private final AwsCredentialsProvider chain;
  private final AtomicReference<@Nullable Future<AwsCredentialsIdentity>> asking =
      new AtomicReference<>();
  private volatile @Nullable Known known;

  public DefaultChain(Vertx vertx, AwsCredentialsProvider chain) {
    this.vertx = vertx;
    this.chain = chain;
  }

  public Future<AwsCredentialsIdentity> current() {
    Known at = known;
    Instant now = Instant.now();
    if (at == null || now.isAfter(at.until)) {
      return ask();
    }
    if (now.isAfter(at.since.plus(FRESH))) {
      ask()
          .onFailure(e -> LOG.warn("AWS credentials could not be renewed, the known ones stay", e));
    }
    return at.identity;
  }

  private Future<AwsCredentialsIdentity> ask() {
    Promise<AwsCredentialsIdentity> promise = Promise.promise();
    Future<AwsCredentialsIdentity> running = asking.compareAndExchange(null, promise.future());
    if (running != null) {
      return running;
    }
    // Completed on the worker itself: the loop may be the one that waits.
    CallerContext.detached(vertx)
        .context()
        .executeBlocking(
            () -> {
              resolve(promise);
              return null;
            },
            false)
        .onFailure(promise::tryFail);
    return promise.future();
  }

  private void resolve(Promise<AwsCredentialsIdentity> promise) {
    try {
      AwsCredentialsIdentity identity = chain.resolveCredentials();
      Instant now = Instant.now();
      Instant until = identity.expirationTime().map(end -> end.minus(MARGIN)).orElse(Instant.MAX);
      known = new Known(Future.succeededFuture(identity), now, until);
      asking.set(null);
      promise.complete(identity);
    } catch (RuntimeException e) {
      asking.set(null);
      promise.fail(failure(e));
    }
  }

  private static RuntimeException failure(RuntimeException e) {
    return e instanceof SdkClientException && !(e.getCause() instanceof SaigonException)
        ? SdkErrors.missingCredentials(e)
        : e;
  }
}
