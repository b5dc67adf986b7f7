package io.saigon.testkit.internal.s3.object;

import io.saigon.testkit.internal.s3.checksum.Algorithm;
import io.saigon.testkit.internal.s3.checksum.Checksum;
import io.saigon.testkit.internal.s3.checksum.Digests;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.event.Events;
import io.saigon.testkit.internal.s3.lifecycle.Lifecycle;
import io.saigon.testkit.internal.s3.request.Conditions;
import io.saigon.testkit.internal.s3.request.Reply;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.s3.request.Times;
import io.saigon.testkit.internal.s3.store.Attributes;
import io.saigon.testkit.internal.s3.store.Bucket;
import io.saigon.testkit.internal.s3.store.Buckets;
import io.saigon.testkit.internal.s3.store.Version;
import io.saigon.testkit.internal.s3.xml.XmlDocument;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** CopyObject; the bytes are shared and not copied. */
public final class Copies {
  private static final long MOST = 5L << 30;
  private static final String REDIRECT = "x-amz-website-redirect-location";

  private final Buckets buckets;
  private final Events events;

  public Copies(Buckets buckets, Events events) {
    this.buckets = buckets;
    this.events = events;
  }

  public Reply copy(S3Call call) throws IOException {
    Bucket bucket = buckets.get(call.bucket());
    Bucket.checkKey(call.key());
    Conditions.checkWritable(call);
    try (CopySource source = CopySource.open(buckets, call)) {
      Version.Data from = source.version().object();
      boolean replace = replaces(call, "x-amz-metadata-directive", "Unknown metadata directive.");
      boolean tags = replaces(call, "x-amz-tagging-directive", "Unknown tagging directive.");
      Attributes attributes = attributes(call, bucket, from.attributes(), replace, tags);
      checkChange(call, bucket, source, replace, attributes);
      if (from.content().length() > MOST) {
        throw S3Errors.invalidRequest(
            "The specified copy source is larger than the maximum allowable size for a copy source:"
                + " "
                + MOST);
      }
      return store(call, bucket, source, data(call, from, attributes));
    }
  }

  private static boolean replaces(S3Call call, String header, String message) {
    String directive = call.header(header);
    if (directive != null && !directive.matches("COPY|REPLACE")) {
      throw S3Errors.invalidArgument(message, header, directive);
    }
    return "REPLACE".equals(directive);
  }

  private static Attributes attributes(
      S3Call call, Bucket bucket, Attributes source, boolean replace, boolean tags) {
    Attributes own = AttributesReader.of(call, bucket);
    Map<String, String> headers = new LinkedHashMap<>();
    if (replace) {
      headers.putAll(AttributesReader.content(call));
    } else {
      source
          .headers()
          .forEach(
              (name, value) -> {
                if (!name.startsWith("x-amz-") || name.startsWith(AttributesReader.META)) {
                  headers.put(name, value);
                }
              });
    }
    headers.putAll(AttributesReader.storage(call, bucket));
    return own.withHeaders(headers).withTags(tags ? own.tags() : source.tags());
  }

  /** Refuses a copy to itself that would change nothing. */
  private static void checkChange(
      S3Call call, Bucket bucket, CopySource source, boolean replace, Attributes attributes) {
    boolean same =
        source.bucket() == bucket
            && source.version().key().equals(call.key())
            && !String.valueOf(call.header("x-amz-copy-source")).contains("?versionId=");
    Attributes before = source.version().object().attributes();
    if (same
        && !replace
        && !call.has("x-amz-storage-class")
        && !call.has(AttributesReader.ENCRYPTION)
        && CustomerKey.of(call) == null
        && !call.has(REDIRECT)
        && before.restore() == null
        // S3 counts an encryption that was set for the bucket as a change, and another one, too.
        && bucket.settings().get(Encryption.class) == null
        && Encryption.STANDARD.algorithm().equals(before.headers().get(AttributesReader.ENCRYPTION))
        && Objects.equals(attributes.headers().get(REDIRECT), before.headers().get(REDIRECT))) {
      throw S3Errors.invalidRequest(
          "This copy request is illegal because it is trying to copy an object to itself without"
              + " changing the object's metadata, storage class, website redirect location or"
              + " encryption attributes.");
    }
  }

  /** A copy is one part, whatever its source was. */
  private static Version.Data data(S3Call call, Version.Data from, Attributes attributes)
      throws IOException {
    Checksum before = from.checksum();
    Algorithm algorithm = algorithm(call, before);
    if (from.parts().isEmpty() && before != null && before.algorithm() == algorithm) {
      return new Version.Data(from.content(), from.etag(), before, List.of(), attributes);
    }
    Digests.Computed computed = Rehash.of(from.content(), algorithm);
    return new Version.Data(
        from.content(), computed.etag(), computed.kept(), List.of(), attributes);
  }

  private static Algorithm algorithm(S3Call call, @Nullable Checksum before) {
    String named = call.header("x-amz-checksum-algorithm");
    if (named != null) {
      return Algorithm.named(named);
    }
    return before == null ? Algorithm.CRC64NVME : before.algorithm();
  }

  private Reply store(S3Call call, Bucket bucket, CopySource source, Version.Data data) {
    Version version;
    synchronized (bucket) {
      Conditions.checkWrite(call, Lookup.currentEtag(bucket, call.key()));
      version =
          new Version(
              call.key(), Lookup.newId(bucket), call.now().truncatedTo(ChronoUnit.SECONDS), data);
      data.content().retain();
      bucket.add(version);
    }
    events.publish(bucket, call, "ObjectCreated:Copy", version);
    XmlDocument xml =
        XmlDocument.of("CopyObjectResult")
            .element("LastModified", Times.xml(version.modified()))
            .element("ETag", data.quotedEtag());
    checksum(xml, data.checksum());
    Reply reply =
        Reply.xml(xml)
            .header("x-amz-version-id", Lookup.shownId(bucket, version))
            .header("x-amz-expiration", Lifecycle.expiration(bucket, version))
            .header("x-amz-copy-source-version-id", source.versionId());
    ObjectHeaders.encryption(reply, data.attributes().headers());
    return reply;
  }

  /** Writes the elements of a checksum. */
  public static void checksum(XmlDocument xml, @Nullable Checksum checksum) {
    if (checksum != null) {
      xml.element(checksum.algorithm().element(), checksum.value())
          .element("ChecksumType", checksum.type());
    }
  }

  /** Writes the element of the checksum of a part, which has no type. */
  public static void checksumOfPart(XmlDocument xml, @Nullable Checksum checksum) {
    if (checksum != null) {
      xml.element(checksum.algorithm().element(), checksum.value());
    }
  }
}
