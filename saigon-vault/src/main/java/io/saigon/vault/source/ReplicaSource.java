package io.saigon.vault.source;

import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceException;
import io.saigon.api.error.ThrottledException;
import io.saigon.api.error.TransportException;
import io.saigon.api.vault.SecretId;
import io.saigon.api.vault.SecretSource;
import io.saigon.api.vault.SecretValue;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a region, and from the next one in which secrets are replicated while that one is
 * down. What a region refuses, such as a secret that does not exist, is not looked for in another.
 */
public final class ReplicaSource implements SecretSource {
  /**
   * A region and the source that reads from it.
   *
   * @param name name of the region, or null for the one that ARNs name
   */
  public record Region(@Nullable String name, SecretSource source) {}

  private final List<Region> regions;
  private final Duration patience;

  /**
   * @param regions the primary region, and its replicas in the order in which they are read
   * @param patience how long to wait for a region before the next one is read
   */
  public ReplicaSource(List<Region> regions, Duration patience) {
    this.regions = List.copyOf(regions);
    this.patience = patience;
  }

  // Secrets are read one by one, as no batch names the regions that its parts come from.
  @Override
  public Future<SecretValue> fetch(SecretId id) {
    return fetch(id, 0);
  }

  private Future<SecretValue> fetch(SecretId id, int index) {
    Region region = regions.get(index);
    Future<SecretValue> value = region.source.fetch(in(region.name, id)).map(v -> named(id, v));
    return index == regions.size() - 1
        ? value
        : value
            .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
            .recover(
                failure -> isDown(failure) ? fetch(id, index + 1) : Future.failedFuture(failure));
  }

  private static SecretValue named(SecretId id, SecretValue value) {
    return new SecretValue(id, value.content(), value.version(), value.expiresAt());
  }

  /** Returns the id of the replica: the ARN of another region, where the key is one. */
  static SecretId in(@Nullable String region, SecretId id) {
    String[] arn = id.key().split(":", 5);
    if (region == null || arn.length < 5 || !arn[0].equals("arn")) {
      return id;
    }
    return new SecretId(
        String.join(":", arn[0], arn[1], arn[2], region, arn[4]), id.version(), id.stage());
  }

  private static boolean isDown(Throwable failure) {
    return !(failure instanceof SaigonException)
        ? failure instanceof TimeoutException
        : failure instanceof TransportException
            || failure instanceof ThrottledException
            || (failure instanceof ServiceException error
                && error.serviceError() != null
                && error.serviceError().statusCode() >= 500);
  }
}
