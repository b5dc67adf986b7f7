package io.saigon.storage;

import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.aws.LentBody;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/** Opens objects. */
final class S3Reader {
  private final S3Calls calls;

  S3Reader(S3Calls calls) {
    this.calls = calls;
  }

  /**
   * @param range an HTTP range, or null for all
   * @param eTag the state that the object must still be in, or null for any
   */
  Future<ObjectBody> open(
      S3ObjectDescriptor source, @Nullable String range, @Nullable String eTag) {
    return open(source, range, eTag, new LentBody(), false);
  }

  /** The same for a subscriber that gives back what the body lends. */
  Future<ObjectBody> openLent(
      S3ObjectDescriptor source, @Nullable String range, @Nullable String eTag) {
    return open(source, range, eTag, new LentBody(), true);
  }

  private Future<ObjectBody> open(
      S3ObjectDescriptor source,
      @Nullable String range,
      @Nullable String eTag,
      LentBody body,
      boolean lent) {
    GetObjectRequest request =
        GetObjectRequest.builder()
            .bucket(source.bucket())
            .key(source.key())
            .versionId(source.versionId())
            .range(range)
            .ifMatch(eTag)
            .overrideConfiguration(
                settings -> {
                  // The header alone: by the request's own field the SDK would check, on the event
                  // loop and not for every algorithm, what is checked on a worker later.
                  settings.putHeader("x-amz-checksum-mode", "ENABLED");
                  if (lent) {
                    body.askFor(settings);
                  }
                })
            .build();
    return calls
        .call(
            client -> client.getObject(request, ObjectBody.transformer(body)), ObjectBody::discard)
        .recover(failure -> Future.failedFuture(S3Failures.reading(source, failure)));
  }
}
