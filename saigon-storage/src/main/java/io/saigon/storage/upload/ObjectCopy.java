package io.saigon.storage.upload;

import io.saigon.api.storage.ObjectInfo;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.UploadOptions;
import io.saigon.api.storage.UploadedObject;
import io.saigon.storage.s3.S3Calls;
import io.saigon.storage.s3.S3Failures;
import io.saigon.storage.s3.S3Objects;
import io.vertx.core.Future;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;

/** The copy of an object within S3, whose content is not transferred to this machine. */
public final class ObjectCopy {
  // "Copying objects" in the user guide of S3: a larger object can only be copied in parts.
  private static final long MAX_SINGLE = 5L << 30;

  private final S3Calls calls;
  private final ObjectInfo source;
  private final S3ObjectDescriptor target;

  /**
   * @param source the current metadata of the object
   */
  public ObjectCopy(S3Calls calls, ObjectInfo source, S3ObjectDescriptor target) {
    this.calls = calls;
    this.source = source;
    this.target = target;
  }

  public Future<UploadedObject> run() {
    return source.size() > MAX_SINGLE ? inParts() : inOneRequest();
  }

  private Future<UploadedObject> inOneRequest() {
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
                S3Objects.uploaded(target, answer.versionId(), answer.copyObjectResult().eTag()))
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
                ParallelUpload.ofRanges(
                        calls.context(),
                        upload,
                        source.size(),
                        (number, offset, length) -> upload.copyPart(number, source, offset, length))
                    .run());
  }
}
