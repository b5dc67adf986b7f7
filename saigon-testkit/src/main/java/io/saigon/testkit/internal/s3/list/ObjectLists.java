package io.saigon.testkit.internal.s3.list;

import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.request.Parameters;
import io.saigon.testkit.internal.s3.request.Reply;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.s3.request.Times;
import io.saigon.testkit.internal.s3.store.Bucket;
import io.saigon.testkit.internal.s3.store.Buckets;
import io.saigon.testkit.internal.s3.store.Version;
import io.saigon.testkit.internal.s3.xml.XmlDocument;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** ListObjects and ListObjectsV2. */
public final class ObjectLists {
  private final Buckets buckets;
  private final Tokens tokens = new Tokens();

  public ObjectLists(Buckets buckets) {
    this.buckets = buckets;
  }

  public Reply first(S3Call call) {
    Bucket bucket = buckets.get(call.bucket());
    ListQuery query = ListQuery.of(call.query(), "max-keys");
    RestoreStatus restores = RestoreStatus.of(call);
    String marker = call.query().get("marker", "");
    Page<Version> page = read(bucket, query, marker.isEmpty() ? null : marker);
    XmlDocument xml =
        XmlDocument.of("ListBucketResult")
            .element("Name", bucket.name())
            .element("Prefix", query.text(query.prefix()))
            .element("Marker", query.text(marker));
    String last = page.last();
    if (page.isTruncated() && query.delimiter() != null && last != null) {
      xml.element("NextMarker", query.text(last));
    }
    xml.element("MaxKeys", query.most());
    query.writeDelimiter(xml);
    query.writeEncoding(xml);
    xml.element("IsTruncated", page.isTruncated());
    page.items().forEach(version -> write(xml, query, version, true, restores));
    page.writePrefixes(xml);
    return region(Reply.xml(xml));
  }

  public Reply second(S3Call call) {
    Bucket bucket = buckets.get(call.bucket());
    Parameters parameters = call.query();
    ListQuery query = ListQuery.of(parameters, "max-keys");
    RestoreStatus restores = RestoreStatus.of(call);
    if (!parameters.get("list-type", "2").equals("2")) {
      throw S3Errors.invalidArgument(
          "Invalid List Type specified in Request", "list-type", parameters.get("list-type", ""));
    }
    String token = parameters.get("continuation-token");
    String startAfter = parameters.get("start-after");
    String after = startAfter == null || startAfter.isEmpty() ? null : startAfter;
    if (token != null) {
      if (token.isEmpty()) {
        throw S3Errors.invalidArgument(
            "The continuation token provided is incorrect", "continuation-token", "");
      }
      after = tokens.read(bucket.name(), token);
    }
    Page<Version> page = read(bucket, query, after);
    XmlDocument xml =
        XmlDocument.of("ListBucketResult")
            .element("Name", bucket.name())
            .element("Prefix", query.text(query.prefix()));
    if (token == null && startAfter != null && !startAfter.isEmpty()) {
      xml.element("StartAfter", query.text(startAfter));
    }
    xml.optional("ContinuationToken", token);
    String last = page.last();
    if (page.isTruncated() && last != null) {
      xml.element("NextContinuationToken", tokens.of(bucket.name(), last));
    }
    xml.element("KeyCount", page.count()).element("MaxKeys", query.most());
    query.writeDelimiter(xml);
    query.writeEncoding(xml);
    xml.element("IsTruncated", page.isTruncated());
    boolean owner = "true".equalsIgnoreCase(parameters.get("fetch-owner"));
    page.items().forEach(version -> write(xml, query, version, owner, restores));
    page.writePrefixes(xml);
    return region(Reply.xml(xml));
  }

  private Reply region(Reply reply) {
    return reply.header("x-amz-bucket-region", buckets.region());
  }

  private static Page<Version> read(Bucket bucket, ListQuery query, @Nullable String after) {
    synchronized (bucket) {
      return Page.read(
          query, after, (from, inclusive, visitor) -> visit(bucket, from, inclusive, visitor));
    }
  }

  private static void visit(
      Bucket bucket, String from, boolean inclusive, BiPredicate<String, List<Version>> visitor) {
    for (Map.Entry<String, List<Version>> each : bucket.from(from, inclusive).entrySet()) {
      List<Version> versions = each.getValue();
      Version current = versions.get(versions.size() - 1);
      if (!visitor.test(each.getKey(), current.isMarker() ? List.of() : List.of(current))) {
        return;
      }
    }
  }

  private static void write(
      XmlDocument xml, ListQuery query, Version version, boolean owner, RestoreStatus restores) {
    xml.open("Contents")
        .element("Key", query.text(version.key()))
        .element("LastModified", Times.xml(version.modified()));
    data(xml, version.object());
    if (owner) {
      owner(xml);
    }
    xml.element("StorageClass", version.object().attributes().storageClass());
    restores.write(xml, version.object().attributes());
    xml.close();
  }

  /** Writes the elements that listings have of the bytes of an object. */
  static void data(XmlDocument xml, Version.Data data) {
    xml.element("ETag", data.quotedEtag());
    if (data.checksum() != null) {
      xml.element("ChecksumAlgorithm", data.checksum().algorithm())
          .element("ChecksumType", data.checksum().type());
    }
    xml.element("Size", data.content().length());
  }

  static void owner(XmlDocument xml) {
    xml.open("Owner").element("ID", Bucket.OWNER).close();
  }
}
