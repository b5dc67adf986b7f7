package io.saigon.testkit.internal.s3.object;

import io.saigon.testkit.internal.s3.access.Access;
import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.request.Conditions;
import io.saigon.testkit.internal.s3.request.Encoding;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.s3.store.Bucket;
import io.saigon.testkit.internal.s3.store.Buckets;
import io.saigon.testkit.internal.s3.store.Version;
import org.jspecify.annotations.Nullable;

/**
 * The source of a copy, whose content is held until {@link #close()}.
 *
 * @param versionId the id that answers show, or null for a null version
 */
public record CopySource(Bucket bucket, Version version, @Nullable String versionId)
    implements AutoCloseable {

  /** Finds the source of a copy, and checks the conditions on it. */
  public static CopySource open(Buckets buckets, S3Call call) {
    call.checkExpectedOwner("x-amz-source-expected-bucket-owner");
    String header = String.valueOf(call.header("x-amz-copy-source"));
    int query = header.indexOf("?versionId=");
    String path = query < 0 ? header : header.substring(0, query);
    String id =
        query < 0 ? null : Lookup.versionId(header.substring(query + "?versionId=".length()));
    String decoded = Encoding.decode(path.startsWith("/") ? path.substring(1) : path);
    int slash = decoded.indexOf('/');
    if (decoded.startsWith("arn:")) {
      throw S3Errors.notImplemented("Access points as the source of a copy are not implemented");
    }
    if (slash < 1 || slash == decoded.length() - 1) {
      throw S3Errors.invalidArgument(
          "Invalid copy source object key", "x-amz-copy-source", "x-amz-copy-source");
    }
    Bucket bucket = buckets.get(decoded.substring(0, slash));
    String key = decoded.substring(slash + 1);
    Access.check(call, bucket, id == null ? "s3:GetObject" : "s3:GetObjectVersion", key);
    Version version;
    synchronized (bucket) {
      version = find(bucket, key, id);
      version.object().content().retain();
    }
    CopySource source = new CopySource(bucket, version, Lookup.ownId(version));
    try {
      CustomerKey.checkSource(call, version.object().attributes());
      Archive.checkSource(version.object().attributes(), call.now());
      Conditions.checkCopy(call, version.object().etag(), version.modified());
      return source;
    } catch (S3Error e) {
      source.close();
      throw e;
    }
  }

  private static Version find(Bucket bucket, String key, @Nullable String id) {
    if (id == null) {
      return Lookup.current(bucket, key);
    }
    Version version = bucket.version(key, id);
    if (version == null) {
      throw S3Errors.noSuchVersion(key, id);
    }
    if (version.isMarker()) {
      throw S3Errors.invalidRequest(
          "The source of a copy request may not specifically refer to a delete marker by version"
              + " id.");
    }
    return version;
  }

  @Override
  public void close() {
    version.object().content().release();
  }
}
