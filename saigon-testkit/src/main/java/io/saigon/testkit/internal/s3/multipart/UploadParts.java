package io.saigon.testkit.internal.s3.multipart;

import io.saigon.testkit.internal.s3.checksum.Algorithm;
import io.saigon.testkit.internal.s3.checksum.Checksum;
import io.saigon.testkit.internal.s3.checksum.Digests;
import io.saigon.testkit.internal.s3.content.Content;
import io.saigon.testkit.internal.s3.content.Contents;
import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.object.Copies;
import io.saigon.testkit.internal.s3.object.CopySource;
import io.saigon.testkit.internal.s3.object.CustomerKey;
import io.saigon.testkit.internal.s3.object.ObjectHeaders;
import io.saigon.testkit.internal.s3.object.Rehash;
import io.saigon.testkit.internal.s3.request.Received;
import io.saigon.testkit.internal.s3.request.Reply;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.s3.request.Times;
import io.saigon.testkit.internal.s3.store.Bucket;
import io.saigon.testkit.internal.s3.store.Buckets;
import io.saigon.testkit.internal.s3.store.StoredPart;
import io.saigon.testkit.internal.s3.store.Upload;
import io.saigon.testkit.internal.s3.xml.XmlDocument;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** UploadPart and UploadPartCopy. */
public final class UploadParts {
  private static final long MOST = 5L << 30;
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,18})-(\\d{1,18})");

  private final Buckets buckets;

  public UploadParts(Buckets buckets) {
    this.buckets = buckets;
  }

  /** Returns the upload of a part that is still to come, or fails. */
  public Upload prepare(S3Call call) {
    PartNumbers.of(call);
    Upload upload = upload(buckets.get(call.bucket()), call);
    CustomerKey.checkPart(call, upload.attributes());
    return upload;
  }

  private static Upload upload(Bucket bucket, S3Call call) {
    return bucket.upload(call.key(), call.query().get("uploadId", ""));
  }

  public Reply upload(S3Call call) {
    Bucket bucket = buckets.get(call.bucket());
    int number = PartNumbers.of(call);
    Received body = call.body();
    Checksum given = body.given();
    StoredPart part =
        new StoredPart(
            number,
            body.content(),
            body.etag(),
            body.checksum(),
            call.now().truncatedTo(ChronoUnit.SECONDS));
    Upload upload;
    synchronized (bucket) {
      upload = upload(bucket, call);
      checkAlgorithm(upload, given == null ? null : given.algorithm());
      body.content().retain();
      upload.add(part);
    }
    Reply reply = Reply.of(200).header("ETag", '"' + body.etag() + '"');
    ObjectHeaders.encryption(reply, upload.attributes().headers());
    Checksum shown = given == null ? body.checksum() : given;
    return reply.header(shown.algorithm().header(), shown.value());
  }

  private static void checkAlgorithm(Upload upload, @Nullable Algorithm given) {
    Algorithm chosen = upload.chosen();
    boolean wrong =
        given == null
            ? chosen != null && upload.type() == Checksum.Type.COMPOSITE
            : chosen != null && given != chosen;
    if (wrong) {
      throw S3Errors.invalidRequest(
          "Checksum Type mismatch occurred, expected checksum Type: %s, actual checksum Type: %s"
              .formatted(lower(chosen), lower(given)));
    }
  }

  private static String lower(@Nullable Algorithm algorithm) {
    return String.valueOf(algorithm).toLowerCase(Locale.ROOT);
  }

  public Reply copy(S3Call call) throws IOException {
    Bucket bucket = buckets.get(call.bucket());
    int number = PartNumbers.of(call);
    Algorithm algorithm;
    synchronized (bucket) {
      Upload upload = upload(bucket, call);
      CustomerKey.checkPart(call, upload.attributes());
      algorithm = upload.algorithm();
    }
    try (CopySource source = CopySource.open(buckets, call)) {
      Content content = range(call, source.version().object().content());
      try {
        return store(call, bucket, number, source, content, Rehash.of(content, algorithm));
      } finally {
        content.release();
      }
    }
  }

  private static Reply store(
      S3Call call,
      Bucket bucket,
      int number,
      CopySource source,
      Content content,
      Digests.Computed computed) {
    StoredPart part =
        new StoredPart(
            number,
            content,
            computed.etag(),
            computed.kept(),
            call.now().truncatedTo(ChronoUnit.SECONDS));
    Upload upload;
    synchronized (bucket) {
      upload = upload(bucket, call);
      content.retain();
      upload.add(part);
    }
    XmlDocument xml =
        XmlDocument.of("CopyPartResult")
            .element("LastModified", Times.xml(part.modified()))
            .element("ETag", '"' + part.etag() + '"');
    if (upload.chosen() != null) {
      Copies.checksumOfPart(xml, part.checksum());
    }
    Reply reply = Reply.xml(xml).header("x-amz-copy-source-version-id", source.versionId());
    ObjectHeaders.encryption(reply, upload.attributes().headers());
    return reply;
  }

  /** Returns what is copied, with a reference of its own. */
  private static Content range(S3Call call, Content whole) {
    String header = call.header("x-amz-copy-source-range");
    if (header == null) {
      checkSize(whole.length());
      return whole.retain();
    }
    Matcher form = RANGE.matcher(header);
    if (!form.matches() || Long.parseLong(form.group(1)) > Long.parseLong(form.group(2))) {
      throw S3Errors.invalidArgument(
          "The x-amz-copy-source-range value must be of the form bytes=first-last where first and"
              + " last are the zero-based offsets of the first and last bytes to copy",
          "x-amz-copy-source-range",
          header);
    }
    long first = Long.parseLong(form.group(1));
    long last = Long.parseLong(form.group(2));
    if (first >= whole.length()) {
      throw S3Errors.invalidRequest(
          "The specified copy range is invalid for the source object size");
    }
    if (last >= whole.length()) {
      throw S3Errors.invalidArgument(
          "Range specified is not valid for source object of size: " + whole.length(),
          "x-amz-copy-source-range",
          header);
    }
    checkSize(last - first + 1);
    return Contents.range(whole, first, last - first + 1);
  }

  private static void checkSize(long size) {
    if (size > MOST) {
      throw new S3Error(
          400,
          "InvalidRequest",
          "The specified copy source is larger than the maximum allowable size for a copy source: "
              + MOST);
    }
  }
}
