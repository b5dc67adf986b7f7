package io.saigon.testkit.internal.s3.list;

import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.lifecycle.Lifecycle;
import io.saigon.testkit.internal.s3.request.Reply;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.s3.request.Times;
import io.saigon.testkit.internal.s3.store.Bucket;
import io.saigon.testkit.internal.s3.store.Buckets;
import io.saigon.testkit.internal.s3.store.KeyOrder;
import io.saigon.testkit.internal.s3.store.StoredPart;
import io.saigon.testkit.internal.s3.store.Upload;
import io.saigon.testkit.internal.s3.xml.XmlDocument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** ListMultipartUploads and ListParts. */
public final class UploadLists {
  private static final int MOST = 1000;

  private final Buckets buckets;

  public UploadLists(Buckets buckets) {
    this.buckets = buckets;
  }

  public Reply uploads(S3Call call) {
    Bucket bucket = buckets.get(call.bucket());
    ListQuery query = ListQuery.of(call.query(), "max-uploads");
    String keyMarker = call.query().get("key-marker", "");
    // S3 ignores it without a key marker.
    String idMarker = keyMarker.isEmpty() ? "" : call.query().get("upload-id-marker", "");
    Page<Upload> page;
    synchronized (bucket) {
      checkMarker(bucket, keyMarker, idMarker);
      NavigableMap<String, List<Upload>> byKey = byKey(bucket);
      page =
          Page.read(
              query,
              keyMarker.isEmpty() ? null : keyMarker,
              (from, inclusive, visitor) -> {
                boolean rest = !idMarker.isEmpty() && !inclusive && from.equals(keyMarker);
                for (var each : byKey.tailMap(from, inclusive || rest).entrySet()) {
                  List<Upload> found = each.getValue();
                  if (rest && each.getKey().equals(keyMarker)) {
                    found = after(found, idMarker);
                  }
                  if (!visitor.test(each.getKey(), found)) {
                    return;
                  }
                }
              });
    }
    XmlDocument xml =
        XmlDocument.of("ListMultipartUploadsResult")
            .element("Bucket", bucket.name())
            .element("KeyMarker", query.text(keyMarker))
            .element("UploadIdMarker", idMarker);
    next(xml, query, page);
    if (!query.prefix().isEmpty()) {
      xml.element("Prefix", query.text(query.prefix()));
    }
    query.writeDelimiter(xml);
    query.writeEncoding(xml);
    xml.element("MaxUploads", query.most()).element("IsTruncated", page.isTruncated());
    page.items().forEach(upload -> write(xml, query, upload));
    page.writePrefixes(xml);
    return Reply.xml(xml);
  }

  /** Fails with {@code InvalidArgument} if an upload's id is none, or that of another key. */
  private static void checkMarker(Bucket bucket, String key, String id) {
    if (!id.isEmpty()
        && (!Upload.isId(id)
            || bucket.uploads().stream()
                .anyMatch(upload -> upload.id().equals(id) && !upload.key().equals(key)))) {
      throw S3Errors.invalidArgument("Invalid uploadId marker", "upload-id-marker", id);
    }
  }

  /** Writes the markers of the next page, which S3 does on the last one, too. */
  private static void next(XmlDocument xml, ListQuery query, Page<Upload> page) {
    Upload item = page.items().isEmpty() ? null : page.items().get(page.items().size() - 1);
    String last = page.isTruncated() ? page.last() : item == null ? null : item.key();
    xml.element("NextKeyMarker", last == null ? "" : query.text(last))
        .element("NextUploadIdMarker", item != null && item.key().equals(last) ? item.id() : "");
  }

  private static NavigableMap<String, List<Upload>> byKey(Bucket bucket) {
    NavigableMap<String, List<Upload>> byKey = new TreeMap<>(KeyOrder.INSTANCE);
    bucket.uploads().stream()
        .sorted(Comparator.comparing(Upload::id))
        .forEach(
            upload -> byKey.computeIfAbsent(upload.key(), key -> new ArrayList<>()).add(upload));
    return byKey;
  }

  /** Returns the later ones, whether the marker's upload is still there or not. */
  private static List<Upload> after(List<Upload> uploads, String id) {
    return uploads.stream().filter(upload -> upload.id().compareTo(id) > 0).toList();
  }

  private static void write(XmlDocument xml, ListQuery query, Upload upload) {
    xml.open("Upload").element("Key", query.text(upload.key())).element("UploadId", upload.id());
    people(xml);
    xml.element("StorageClass", upload.attributes().storageClass())
        .element("Initiated", Times.xml(upload.initiated()));
    checksum(xml, upload);
    xml.close();
  }

  private static void people(XmlDocument xml) {
    xml.open("Initiator").element("ID", Bucket.OWNER).close();
    ObjectLists.owner(xml);
  }

  private static void checksum(XmlDocument xml, Upload upload) {
    if (upload.chosen() != null) {
      xml.element("ChecksumAlgorithm", upload.chosen()).element("ChecksumType", upload.type());
    }
  }

  public Reply parts(S3Call call) {
    Bucket bucket = buckets.get(call.bucket());
    int most = Math.min(MOST, call.query().number("max-parts", MOST));
    int marker = call.query().number("part-number-marker", 0);
    synchronized (bucket) {
      Upload upload = bucket.upload(call.key(), call.query().get("uploadId", ""));
      List<StoredPart> rest = List.copyOf(upload.partsAfter(marker));
      List<StoredPart> shown = rest.subList(0, Math.min(most, rest.size()));
      XmlDocument xml =
          XmlDocument.of("ListPartsResult")
              .element("Bucket", bucket.name())
              .element("Key", upload.key())
              .element("UploadId", upload.id());
      people(xml);
      xml.element("StorageClass", upload.attributes().storageClass())
          .element("PartNumberMarker", marker)
          .element(
              "NextPartNumberMarker", shown.isEmpty() ? 0 : shown.get(shown.size() - 1).number())
          .element("MaxParts", most)
          .element("IsTruncated", most > 0 && rest.size() > shown.size());
      checksum(xml, upload);
      shown.forEach(part -> write(xml, upload, part));
      return Lifecycle.abortion(Reply.xml(xml), bucket, upload);
    }
  }

  private static void write(XmlDocument xml, Upload upload, StoredPart part) {
    xml.open("Part")
        .element("PartNumber", part.number())
        .element("LastModified", Times.xml(part.modified()))
        .element("ETag", '"' + part.etag() + '"')
        .element("Size", part.content().length());
    if (upload.chosen() != null) {
      xml.element(part.checksum().algorithm().element(), part.checksum().value());
    }
    xml.close();
  }
}
