package io.saigon.storage.upload;

import io.saigon.api.storage.ObjectInfo;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.UploadOptions;
import io.saigon.api.storage.UploadedObject;
import io.saigon.storage.s3.S3Calls;
import io.saigon.storage.s3.S3Failures;
import io.saigon.storage.s3.S3Objects;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;

/** A multipart upload; the object appears when all parts are complete, or not at all. */
final class MultipartUpload {
  // "Multipart upload limits" in the user guide of S3.
  static final int MAX_PARTS = 10_000;

  private final S3Calls calls;
  private final S3ObjectDescriptor target;
  private final UploadOptions options;
  private final String id;
  private final Map<Integer, CompletedPart> parts = new ConcurrentSkipListMap<>();

  private MultipartUpload(
      S3Calls calls, S3ObjectDescriptor target, UploadOptions options, String id) {
    this.calls = calls;
    this.target = target;
    this.options = options;
    this.id = id;
  }

  static Future<MultipartUpload> begin(
      S3Calls calls, S3ObjectDescriptor target, UploadOptions options) {
    CreateMultipartUploadRequest request =
        CreateMultipartUploadRequest.builder()
            .bucket(target.bucket())
            .key(target.key())
            .contentType(options.contentType())
            .metadata(options.metadata().isEmpty() ? null : options.metadata())
            .storageClass(options.storageClass())
            .serverSideEncryption(options.serverSideEncryption())
            .ssekmsKeyId(options.kmsKeyId())
            .checksumAlgorithm(ChecksumAlgorithm.CRC32)
            // Of the whole, so that a download can verify it.
            .checksumType(ChecksumType.FULL_OBJECT)
            .build();
    return calls
        .call(client -> client.createMultipartUpload(request))
        .map(answer -> new MultipartUpload(calls, target, options, answer.uploadId()))
        .recover(failure -> Future.failedFuture(S3Failures.writing(target, failure)));
  }

  /** Uploads a part; any number in parallel, in any order. */
  Future<Void> part(int number, long crc32, AsyncRequestBody body) {
    String checksum = Checksums.base64(crc32);
    return calls
        .call(
            client ->
                client.uploadPart(
                    part ->
                        part.bucket(target.bucket())
                            .key(target.key())
                            .uploadId(id)
                            .partNumber(number)
                            .contentLength(body.contentLength().orElseThrow())
                            .checksumCRC32(checksum),
                    body))
        .onSuccess(answer -> calls.count().add(body.contentLength().orElseThrow()))
        .<Void>map(answer -> add(number, answer.eTag(), checksum))
        .recover(failure -> Future.failedFuture(S3Failures.writing(target, failure)));
  }

  /** Copies a range of an object in S3 to a part. */
  Future<Void> copyPart(int number, ObjectInfo source, long offset, long length) {
    S3ObjectDescriptor from = source.descriptor();
    return calls
        .call(
            client ->
                client.uploadPartCopy(
                    part ->
                        part.sourceBucket(from.bucket())
                            .sourceKey(from.key())
                            .sourceVersionId(from.versionId())
                            .copySourceIfMatch(S3Objects.quoted(source.eTag()))
                            .copySourceRange("bytes=" + offset + "-" + (offset + length - 1))
                            .destinationBucket(target.bucket())
                            .destinationKey(target.key())
                            .uploadId(id)
                            .partNumber(number)))
        .map(UploadPartCopyResponse::copyPartResult)
        .<Void>map(answer -> add(number, answer.eTag(), answer.checksumCRC32()))
        .recover(failure -> Future.failedFuture(S3Failures.copying(from, target, failure)));
  }

  private @Nullable Void add(int number, String eTag, @Nullable String checksum) {
    parts.put(
        number,
        CompletedPart.builder().partNumber(number).eTag(eTag).checksumCRC32(checksum).build());
    return null;
  }

  Future<UploadedObject> complete() {
    List<CompletedPart> all = List.copyOf(parts.values());
    return calls
        .call(
            client ->
                client.completeMultipartUpload(
                    complete ->
                        complete
                            .bucket(target.bucket())
                            .key(target.key())
                            .uploadId(id)
                            .checksumType(ChecksumType.FULL_OBJECT)
                            .ifNoneMatch(options.onlyIfAbsent() ? "*" : null)
                            .multipartUpload(upload -> upload.parts(all))))
        .map(answer -> S3Objects.uploaded(target, answer.versionId(), answer.eTag()))
        .recover(failure -> Future.failedFuture(S3Failures.writing(target, failure)));
  }

  /**
   * Aborts the upload, whose parts would be charged for else.
   *
   * @return succeeds, also if S3 does not answer in time
   */
  Future<Void> abort() {
    return calls.undo(
        client ->
            client.abortMultipartUpload(
                abort -> abort.bucket(target.bucket()).key(target.key()).uploadId(id)));
  }
}
