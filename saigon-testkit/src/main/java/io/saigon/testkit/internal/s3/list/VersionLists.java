package io.saigon.testkit.internal.s3.list;

import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.object.Lookup;
import io.saigon.testkit.internal.s3.request.Reply;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.s3.request.Times;
import io.saigon.testkit.internal.s3.store.Bucket;
import io.saigon.testkit.internal.s3.store.Buckets;
import io.saigon.testkit.internal.s3.store.Version;
import io.saigon.testkit.internal.s3.xml.XmlDocument;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** ListObjectVersions. */
public final class VersionLists {
  private final Buckets buckets;

  public VersionLists(Buckets buckets) {
    this.buckets = buckets;
  }

  /** A version with what its place in the order of versions says. */
  private record Listed(Version version, boolean latest) {}

  public Reply list(S3Call call) {
    Bucket bucket = buckets.get(call.bucket());
    ListQuery query = ListQuery.of(call.query(), "max-keys");
    RestoreStatus restores = RestoreStatus.of(call);
    String keyMarker = call.query().get("key-marker", "");
    String idMarker = call.query().get("version-id-marker", "");
    if (!idMarker.isEmpty()) {
      if (keyMarker.isEmpty()) {
        throw S3Errors.invalidArgument(
            "A version-id marker cannot be specified without a key marker.",
            "version-id-marker",
            idMarker);
      }
      Lookup.versionId(idMarker);
    }
    Page<Listed> page;
    synchronized (bucket) {
      page =
          Page.read(
              query,
              keyMarker.isEmpty() ? null : keyMarker,
              (from, inclusive, visitor) ->
                  visit(bucket, from, inclusive, keyMarker, idMarker, visitor));
    }
    XmlDocument xml =
        XmlDocument.of("ListVersionsResult")
            .element("Name", bucket.name())
            .element("Prefix", query.text(query.prefix()))
            .element("KeyMarker", query.text(keyMarker))
            .element("VersionIdMarker", idMarker);
    if (page.isTruncated()) {
      next(xml, query, page);
    }
    xml.element("MaxKeys", query.most());
    query.writeDelimiter(xml);
    query.writeEncoding(xml);
    xml.element("IsTruncated", page.isTruncated());
    page.items().forEach(listed -> write(xml, query, listed, restores));
    page.writePrefixes(xml);
    return Reply.xml(xml);
  }

  private static void visit(
      Bucket bucket,
      String from,
      boolean inclusive,
      String keyMarker,
      String idMarker,
      BiPredicate<String, List<Listed>> visitor) {
    // The marker's key still has older versions to list.
    boolean rest = !idMarker.isEmpty() && !inclusive && from.equals(keyMarker);
    for (Map.Entry<String, List<Version>> each : bucket.from(from, inclusive || rest).entrySet()) {
      List<Listed> listed = newestFirst(each.getValue());
      if (rest && each.getKey().equals(keyMarker)) {
        listed = after(listed, idMarker);
      }
      if (!visitor.test(each.getKey(), listed)) {
        return;
      }
    }
  }

  private static List<Listed> newestFirst(List<Version> versions) {
    List<Listed> listed = new ArrayList<>(versions.size());
    for (int i = 0; i < versions.size(); i++) {
      listed.add(new Listed(versions.get(i), i == versions.size() - 1));
    }
    Collections.reverse(listed);
    return listed;
  }

  /** Returns the older ones, whether the marker's version is still there or not. */
  private static List<Listed> after(List<Listed> listed, String id) {
    int start = 0;
    for (int i = 0; i < listed.size(); i++) {
      String each = listed.get(i).version.id();
      if (each.equals(id)) {
        return listed.subList(i + 1, listed.size());
      }
      boolean isNewer =
          !each.equals(Version.NULL) && !id.equals(Version.NULL) && each.compareTo(id) > 0;
      start = isNewer ? i + 1 : start;
    }
    return listed.subList(start, listed.size());
  }

  private static void next(XmlDocument xml, ListQuery query, Page<Listed> page) {
    String last = page.last();
    Listed item = page.items().isEmpty() ? null : page.items().get(page.items().size() - 1);
    xml.optional("NextKeyMarker", text(query, last));
    if (item != null && item.version.key().equals(last)) {
      xml.element("NextVersionIdMarker", item.version.id());
    }
  }

  private static @Nullable String text(ListQuery query, @Nullable String key) {
    return key == null ? null : query.text(key);
  }

  private static void write(
      XmlDocument xml, ListQuery query, Listed listed, RestoreStatus restores) {
    Version version = listed.version;
    xml.open(version.isMarker() ? "DeleteMarker" : "Version")
        .element("Key", query.text(version.key()))
        .element("VersionId", version.id())
        .element("IsLatest", listed.latest)
        .element("LastModified", Times.xml(version.modified()));
    if (!version.isMarker()) {
      ObjectLists.data(xml, version.object());
    }
    ObjectLists.owner(xml);
    if (!version.isMarker()) {
      xml.element("StorageClass", version.object().attributes().storageClass());
      restores.write(xml, version.object().attributes());
    }
    xml.close();
  }
}
