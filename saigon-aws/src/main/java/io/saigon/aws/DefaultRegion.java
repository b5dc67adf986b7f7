package io.saigon.aws;

import io.saigon.aws.context.LoopContext;
import io.vertx.core.Future;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;

/**
 * The region of builders that have none, where no setting names one: that of instance metadata, by
 * saigon's chain. The SDK's own, which must be off, would wait for it on any thread.
 */
final class DefaultRegion {
  private final Supplier<Future<String>> chain;
  private volatile boolean missing;

  DefaultRegion(Supplier<Future<String>> chain) {
    this.chain = chain;
  }

  /** Sets the region, unless it would be waited for on an event loop, or there is none. */
  void set(AwsClientBuilder<?, ?> builder) {
    if (!missing && !hasRegion(builder)) {
      String found = find(chain.get());
      if (found != null) {
        builder.region(Region.of(found));
      }
    }
  }

  /** Builders do not show their region, so one is tried. */
  private static boolean hasRegion(AwsClientBuilder<?, ?> builder) {
    try {
      if (builder.build() instanceof SdkClient client) {
        client.close();
      }
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private @Nullable String find(Future<String> region) {
    if (LoopContext.isOnEventLoop()) {
      return region.succeeded() ? region.result() : null;
    }
    try {
      return region.toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      missing = true;
      return null;
    }
  }
}
