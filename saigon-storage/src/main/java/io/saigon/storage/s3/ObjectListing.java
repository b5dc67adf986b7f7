package io.saigon.storage.s3;

import io.saigon.api.context.CallerContext;
import io.saigon.api.storage.ObjectInfo;
import io.saigon.api.stream.QueuedStream;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** The objects of a bucket, a page at a time. */
public final class ObjectListing extends QueuedStream<ObjectInfo> {
  private final Operations operations;
  private final String bucket;
  private final String prefix;
  private @Nullable String token;
  // Completes when the stream is abandoned; null while no page is fetched.
  private @Nullable Promise<Void> fetching;

  public ObjectListing(CallerContext context, Operations operations, String bucket, String prefix) {
    super(context);
    this.operations = operations;
    this.bucket = bucket;
    this.prefix = prefix;
  }

  @Override
  protected void more() {
    if (fetching != null) {
      return;
    }
    Promise<Void> abandoned = Promise.promise();
    fetching = abandoned;
    ListObjectsV2Request request =
        ListObjectsV2Request.builder()
            .bucket(bucket)
            .prefix(prefix)
            .continuationToken(token)
            .build();
    operations
        .call(
            context(),
            abandoned.future(),
            calls -> calls.call(client -> client.listObjectsV2(request)))
        .onSuccess(this::arrived)
        .onFailure(
            failure -> {
              if (abandoned.future().isComplete()) {
                next();
              } else {
                end(S3Failures.bucket(bucket, failure));
              }
            });
  }

  @Override
  protected void abandoned() {
    if (fetching != null) {
      fetching.tryComplete();
    }
  }

  /** Goes on as far as a handler wants items. */
  private void next() {
    fetching = null;
    fetch(0);
  }

  private void arrived(ListObjectsV2Response page) {
    page.contents().forEach(object -> push(S3Objects.info(bucket, object)));
    token = page.nextContinuationToken();
    if (!Boolean.TRUE.equals(page.isTruncated()) || token == null) {
      end(null);
    } else {
      next();
    }
  }
}
