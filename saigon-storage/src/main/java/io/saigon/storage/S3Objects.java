package io.saigon.storage;

import io.saigon.api.storage.ObjectInfo;
import io.saigon.api.storage.S3ObjectDescriptor;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What S3 tells of objects, in our words. */
final class S3Objects {
  private S3Objects() {}

  static ObjectInfo info(S3ObjectDescriptor source, HeadObjectResponse answer) {
    return new ObjectInfo(
        versioned(source, answer.versionId()),
        orUnknown(answer.contentLength()),
        unquoted(answer.eTag()),
        answer.lastModified(),
        answer.contentType(),
        answer.metadata());
  }

  /** The size is that of the whole object also when the answer is a range of it. */
  static ObjectInfo info(S3ObjectDescriptor source, GetObjectResponse answer) {
    return new ObjectInfo(
        versioned(source, answer.versionId()),
        size(answer),
        unquoted(answer.eTag()),
        answer.lastModified(),
        answer.contentType(),
        answer.metadata());
  }

  static ObjectInfo info(String bucket, S3Object listed) {
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

  // The version "null" is what S3 calls an object from before versioning; it can be asked for.
  static S3ObjectDescriptor versioned(S3ObjectDescriptor object, @Nullable String versionId) {
    return versionId == null || versionId.isBlank() ? object : object.withVersionId(versionId);
  }

  static @Nullable String unquoted(@Nullable String eTag) {
    return eTag == null ? null : eTag.replace("\"", "");
  }

  static @Nullable String quoted(@Nullable String eTag) {
    return eTag == null ? null : '"' + eTag + '"';
  }

  private static long orUnknown(@Nullable Long value) {
    return value == null ? -1 : value;
  }
}
