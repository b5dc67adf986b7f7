package io.saigon.testkit.internal.s3;

import io.saigon.testkit.internal.s3.checksum.Algorithm;
import io.saigon.testkit.internal.s3.checksum.Digests;
import io.saigon.testkit.internal.s3.checksum.ExpectedDigests;
import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.multipart.UploadParts;
import io.saigon.testkit.internal.s3.request.Conditions;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.s3.store.Bucket;
import io.saigon.testkit.internal.s3.store.Buckets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The checks of a body before it is read. */
final class Uploads {
  private static final long MOST = 5L << 30;
  private static final List<String> STREAMED = List.of("PutObject", "UploadPart");

  private final Buckets buckets;
  private final UploadParts parts;

  Uploads(Buckets buckets) {
    this.buckets = buckets;
    parts = new UploadParts(buckets);
  }

  ExpectedDigests expected(S3Call call, @Nullable String trailer) {
    return call.operation().equals("CompleteMultipartUpload")
        ? ExpectedDigests.md5Only(call.headers())
        : ExpectedDigests.of(call.headers(), trailer);
  }

  Digests digests(S3Call call, ExpectedDigests expected) {
    Algorithm given = expected.algorithm();
    if (call.operation().equals("UploadPart")) {
      Algorithm kept = parts.prepare(call).algorithm();
      return given == null ? new Digests(kept) : new Digests(given, kept);
    }
    return new Digests(given == null ? Algorithm.CRC64NVME : given);
  }

  /** Refuses an upload that could not be stored. */
  void check(S3Call call) {
    if (!STREAMED.contains(call.operation())) {
      return;
    }
    buckets.get(call.bucket());
    Bucket.checkKey(call.key());
    if (call.operation().equals("PutObject")) {
      Conditions.checkWritable(call);
    }
    String decoded = call.header("x-amz-decoded-content-length");
    String length = decoded == null ? call.header("Content-Length") : decoded;
    if (length == null) {
      throw call.has("Transfer-Encoding")
          ? S3Errors.headerNotImplemented("Transfer-Encoding")
          : new S3Error(
              411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
    }
    if (length.matches("\\d{1,18}") && Long.parseLong(length) > MOST) {
      throw new S3Error(
              400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
          .with("ProposedSize", length)
          .with("MaxSizeAllowed", String.valueOf(MOST));
    }
  }
}
