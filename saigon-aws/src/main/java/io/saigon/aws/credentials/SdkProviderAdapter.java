package io.saigon.aws.credentials;

import io.saigon.api.context.CallerContext;
import io.saigon.api.error.SaigonException;
import io.saigon.aws.error.SdkErrors;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Calls one of the SDK's own providers, which block, on worker threads. */
public final class SdkProviderAdapter {
  private final Vertx vertx;
  private final AwsCredentialsProvider provider;

  public SdkProviderAdapter(Vertx vertx, AwsCredentialsProvider provider) {
    this.vertx = vertx;
    this.provider = provider;
  }

  /**
   * Loads credentials.
   *
   * @return the credentials; fails with {@link io.saigon.api.error.ConfigurationException} if the
   *     provider finds none; completes on the worker thread
   */
  public Future<AwsCredentialsIdentity> load() {
    Promise<AwsCredentialsIdentity> promise = Promise.promise();
    // Completed on the worker itself: an event loop may be what waits.
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
      promise.complete(provider.resolveCredentials());
    } catch (RuntimeException e) {
      promise.fail(
          e instanceof SdkClientException && !(e.getCause() instanceof SaigonException)
              ? SdkErrors.missingCredentials(e)
              : e);
    }
  }
}
