package io.saigon.storage;

import io.saigon.api.storage.S3ObjectDescriptor;
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
    GetObjectRequest request =
        GetObjectRequest.builder()
            .bucket(source.bucket())
            .key(source.key())
            .versionId(source.versionId())
            .range(range)
            .ifMatch(eTag)
            // The header alone: by the request's own field the SDK would check, on the event loop
            // and not for every algorithm, what is checked on a worker later.
            .overrideConfiguration(c -> c.putHeader("x-amz-checksum-mode", "ENABLED"))
            .build();
    return calls
        .call(client -> client.getObject(request, ObjectBody.transformer()), ObjectBody::discard)
        .recover(failure -> Future.failedFuture(S3Failures.reading(source, failure)));
  }
}
