package io.saigon.storage;

import io.saigon.api.storage.ObjectInfo;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.UploadOptions;
import io.saigon.api.storage.UploadedObject;
import io.vertx.core.Future;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;

/** Copies an object within the storage, none of which comes here. */
final class Copying {
  // "Copying objects" in the user guide of S3: more goes in parts only.
  private static final long MAX_SINGLE = 5L << 30;

  private final S3Calls calls;
  private final ObjectInfo source;
  private final S3ObjectDescriptor target;

  /**
   * @param source what the storage says of it now
   */
  Copying(S3Calls calls, ObjectInfo source, S3ObjectDescriptor target) {
    this.calls = calls;
    this.source = source;
    this.target = target;
  }

  Future<UploadedObject> run() {
    return source.size() > MAX_SINGLE ? inParts() : atOnce();
  }

  private Future<UploadedObject> atOnce() {
    S3ObjectDescriptor from = source.descriptor();
    CopyObjectRequest request =
        CopyObjectRequest.builder()
            .sourceBucket(from.bucket())
            .sourceKey(from.key())
            .sourceVersionId(from.versionId())
            .copySourceIfMatch(S3Objects.quoted(source.eTag()))
            .destinationBucket(target.bucket())
            .destinationKey(target.key())
            .build();
    return calls
        .call(client -> client.copyObject(request))
        .map(
            answer ->
                new UploadedObject(
                    S3Objects.versioned(target, answer.versionId()),
                    S3Objects.unquoted(answer.copyObjectResult().eTag())))
        .recover(
            failure ->
                Future.failedFuture(S3Failures.copying(source.descriptor(), target, failure)));
  }

  private Future<UploadedObject> inParts() {
    UploadOptions options = UploadOptions.defaults().withMetadata(source.metadata());
    String type = source.contentType();
    return MultipartUpload.begin(
            calls, target, type == null ? options : options.withContentType(type))
        .compose(
            upload ->
                PartsUpload.ofRanges(
                        calls.context(),
                        upload,
                        source.size(),
                        (number, offset, length) -> upload.copyPart(number, source, offset, length))
                    .run());
  }
}
