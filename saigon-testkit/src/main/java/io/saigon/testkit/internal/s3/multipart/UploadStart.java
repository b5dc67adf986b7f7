package io.saigon.testkit.internal.s3.multipart;

import io.saigon.testkit.internal.s3.checksum.Algorithm;
import io.saigon.testkit.internal.s3.checksum.Checksum;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.lifecycle.Lifecycle;
import io.saigon.testkit.internal.s3.object.AttributesReader;
import io.saigon.testkit.internal.s3.object.ObjectHeaders;
import io.saigon.testkit.internal.s3.request.Reply;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.s3.store.Attributes;
import io.saigon.testkit.internal.s3.store.Bucket;
import io.saigon.testkit.internal.s3.store.Buckets;
import io.saigon.testkit.internal.s3.store.Upload;
import io.saigon.testkit.internal.s3.xml.XmlDocument;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** CreateMultipartUpload and AbortMultipartUpload. */
public final class UploadStart {
  private static final String OF_DIRECTORY_BUCKETS = "x-amz-if-match-initiated-time";

  private final Buckets buckets;

  public UploadStart(Buckets buckets) {
    this.buckets = buckets;
  }

  public Reply create(S3Call call) {
    Bucket bucket = buckets.get(call.bucket());
    Bucket.checkKey(call.key());
    Attributes attributes = AttributesReader.of(call, bucket);
    String named = call.header("x-amz-checksum-algorithm");
    Algorithm algorithm = named == null ? null : Algorithm.named(named);
    Checksum.Type type = type(call.header("x-amz-checksum-type"), algorithm);
    Upload upload = new Upload(Upload.newId(), call.key(), call.now(), attributes, algorithm, type);
    bucket.start(upload);
    Reply reply =
        Reply.xml(
            XmlDocument.of("InitiateMultipartUploadResult")
                .element("Bucket", bucket.name())
                .element("Key", call.key())
                .element("UploadId", upload.id()));
    if (algorithm != null) {
      reply
          .header("x-amz-checksum-algorithm", algorithm.name())
          .header("x-amz-checksum-type", type.name());
    }
    ObjectHeaders.encryption(reply, attributes.headers());
    return Lifecycle.abortion(reply, bucket, upload);
  }

  private static Checksum.Type type(@Nullable String given, @Nullable Algorithm algorithm) {
    if (given == null) {
      return algorithm == null || algorithm == Algorithm.CRC64NVME
          ? Checksum.Type.FULL_OBJECT
          : Checksum.Type.COMPOSITE;
    }
    if (algorithm == null) {
      throw S3Errors.invalidRequest(
          "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm"
              + " header.");
    }
    if (!given.matches("COMPOSITE|FULL_OBJECT")) {
      throw S3Errors.invalidRequest("Value for x-amz-checksum-type header is invalid.");
    }
    Checksum.Type type = Checksum.Type.valueOf(given);
    if (type == Checksum.Type.FULL_OBJECT
        ? !algorithm.isCombinable()
        : algorithm == Algorithm.CRC64NVME) {
      throw S3Errors.invalidRequest(
          "The "
              + given
              + " checksum type cannot be used with the "
              + algorithm.name().toLowerCase(Locale.ROOT)
              + " checksum algorithm.");
    }
    return type;
  }

  public Reply abort(S3Call call) {
    if (call.has(OF_DIRECTORY_BUCKETS)) {
      throw S3Errors.headerNotImplemented(OF_DIRECTORY_BUCKETS);
    }
    Bucket bucket = buckets.get(call.bucket());
    synchronized (bucket) {
      bucket.end(bucket.upload(call.key(), call.query().get("uploadId", "")));
    }
    return Reply.of(204);
  }
}
