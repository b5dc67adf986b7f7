package io.saigon.storage.s3;

import io.saigon.api.storage.ObjectInfo;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.UploadOptions;
import io.saigon.api.storage.UploadedObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Maps requests and answers of S3 from and to the types of the API. */
public final class S3Objects {
  private S3Objects() {}

  public static ObjectInfo info(S3ObjectDescriptor source, HeadObjectResponse answer) {
    return new ObjectInfo(
        versioned(source, answer.versionId()),
        orUnknown(answer.contentLength()),
        unquoted(answer.eTag()),
        answer.lastModified(),
        answer.contentType(),
        answer.metadata());
  }

  /** Maps an answer; the size is that of the whole object also when it has a range. */
  public static ObjectInfo info(S3ObjectDescriptor source, GetObjectResponse answer) {
    return new ObjectInfo(
        versioned(source, answer.versionId()),
        size(answer),
        unquoted(answer.eTag()),
        answer.lastModified(),
        answer.contentType(),
        answer.metadata());
  }

  public static ObjectInfo info(String bucket, S3Object listed) {
    return new ObjectInfo(
        S3ObjectDescriptor.of(bucket, listed.key()),
        orUnknown(listed.size()),
        unquoted(listed.eTag()),
        listed.lastModified(),
        null,
        Map.of());
  }

  private static long size(GetObjectResponse answer) {
    ContentRange range = ContentRange.parse(answer.contentRange());
    return range == null || range.total() < 0 ? orUnknown(answer.contentLength()) : range.total();
  }

  // "null" is a version, too: that of objects from before versioning.
  private static S3ObjectDescriptor versioned(
      S3ObjectDescriptor object, @Nullable String versionId) {
    return versionId == null || versionId.isBlank() ? object : object.withVersionId(versionId);
  }

  private static @Nullable String unquoted(@Nullable String eTag) {
    return eTag == null ? null : eTag.replace("\"", "");
  }

  public static @Nullable String quoted(@Nullable String eTag) {
    return eTag == null ? null : '"' + eTag + '"';
  }

  public static UploadedObject uploaded(
      S3ObjectDescriptor target, @Nullable String versionId, @Nullable String eTag) {
    return new UploadedObject(versioned(target, versionId), unquoted(eTag));
  }

  public static PutObjectRequest.Builder put(S3ObjectDescriptor target, UploadOptions options) {
    return PutObjectRequest.builder()
        .bucket(target.bucket())
        .key(target.key())
        .contentType(options.contentType())
        .metadata(options.metadata().isEmpty() ? null : options.metadata())
        .storageClass(options.storageClass())
        .serverSideEncryption(options.serverSideEncryption())
        .ssekmsKeyId(options.kmsKeyId())
        .ifNoneMatch(options.onlyIfAbsent() ? "*" : null);
  }

  private static long orUnknown(@Nullable Long value) {
    return value == null ? -1 : value;
  }
}
