package io.saigon.testkit.internal.s3.object;

import io.saigon.testkit.internal.s3.checksum.Checksum;
import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.request.ByteRange;
import io.saigon.testkit.internal.s3.request.Conditions;
import io.saigon.testkit.internal.s3.request.Reply;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.s3.store.Bucket;
import io.saigon.testkit.internal.s3.store.Buckets;
import io.saigon.testkit.internal.s3.store.PartInfo;
import io.saigon.testkit.internal.s3.store.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** GetObject and HeadObject. */
public final class Gets {
  private final Buckets buckets;

  public Gets(Buckets buckets) {
    this.buckets = buckets;
  }

  public Reply get(S3Call call) {
    Bucket bucket = buckets.get(call.bucket());
    Version version;
    synchronized (bucket) {
      version = Lookup.object(bucket, call);
      version.object().content().retain();
    }
    try {
      CustomerKey.checkRead(call, version.object().attributes());
      Archive.checkRead(version.object().attributes(), call.now());
      Part part = part(call, version.object());
      Reply reply = reply(call, bucket, version, part);
      return reply.body(version.object().content(), part.start, part.length);
    } catch (RuntimeException e) {
      version.object().content().release();
      throw e;
    }
  }

  public Reply head(S3Call call) {
    Bucket bucket = buckets.get(call.bucket());
    Version version = Lookup.object(bucket, call);
    CustomerKey.checkRead(call, version.object().attributes());
    Part part = part(call, version.object());
    return reply(call, bucket, version, part).length(part.length);
  }

  private static Reply reply(S3Call call, Bucket bucket, Version version, Part part) {
    Version.Data data = version.object();
    Conditions.checkRead(call, data.etag(), version.modified());
    if (part.failure != null) {
      throw part.failure;
    }
    Reply reply = Reply.of(part.partial ? 206 : 200);
    ObjectHeaders.read(reply, call, bucket, version);
    if (part.partial && part.length > 0) {
      reply.header(
          "Content-Range",
          new ByteRange(part.start, part.start + part.length - 1).of(data.content().length()));
    }
    if (part.count > 0) {
      reply.header("x-amz-mp-parts-count", String.valueOf(part.count));
    }
    if ("ENABLED".equalsIgnoreCase(call.header("x-amz-checksum-mode"))) {
      ObjectHeaders.checksum(reply, part.checksum);
    }
    return reply;
  }

  /** The bytes that a request is for; conditions are checked before they are refused. */
  private record Part(
      long start,
      long length,
      boolean partial,
      int count,
      @Nullable Checksum checksum,
      @Nullable S3Error failure) {}

  private static Part part(S3Call call, Version.Data data) {
    long size = data.content().length();
    String number = call.query().get("partNumber");
    String range = call.header("Range");
    if (number != null) {
      if (range != null) {
        throw S3Errors.invalidRequest(
            "Cannot specify both Range header and partNumber query parameter");
      }
      return numbered(call.query().number("partNumber", 0), number, data);
    }
    try {
      ByteRange bytes = ByteRange.parse(range, size);
      return bytes == null
          ? new Part(0, size, false, 0, data.checksum(), null)
          : new Part(
              bytes.first(),
              bytes.length(),
              true,
              0,
              bytes.length() == size ? data.checksum() : null,
              null);
    } catch (S3Error e) {
      return new Part(0, 0, false, 0, null, e);
    }
  }

  private static Part numbered(int number, String text, Version.Data data) {
    if (number < 1 || number > 10_000) {
      throw S3Errors.invalidArgument(
          "Part number must be an integer between 1 and 10000, inclusive", "partNumber", text);
    }
    List<PartInfo> parts = data.parts();
    int count = Math.max(1, parts.size());
    if (number > count) {
      S3Error failure =
          new S3Error(416, "InvalidPartNumber", "The requested partnumber is not satisfiable")
              .with("PartNumberRequested", text)
              .with("ActualPartCount", String.valueOf(count));
      return new Part(0, 0, false, 0, null, failure);
    }
    if (parts.isEmpty()) {
      long size = data.content().length();
      return new Part(0, size, size > 0, 0, data.checksum(), null);
    }
    long start = parts.stream().limit(number - 1L).mapToLong(PartInfo::size).sum();
    PartInfo part = parts.get(number - 1);
    boolean isAll = count == 1 && part.checksum() == null;
    return new Part(
        start, part.size(), true, count, isAll ? data.checksum() : part.checksum(), null);
  }
}
