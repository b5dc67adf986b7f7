package io.saigon.testkit.internal.s3.object;

import io.saigon.testkit.internal.s3.checksum.Checksum;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.request.Conditions;
import io.saigon.testkit.internal.s3.request.Reply;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.s3.request.Times;
import io.saigon.testkit.internal.s3.store.Bucket;
import io.saigon.testkit.internal.s3.store.Buckets;
import io.saigon.testkit.internal.s3.store.PartInfo;
import io.saigon.testkit.internal.s3.store.Version;
import io.saigon.testkit.internal.s3.xml.XmlDocument;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** GetObjectAttributes. */
public final class AttributesQuery {
  private static final String HEADER = "x-amz-object-attributes";
  private static final Set<String> KNOWN =
      Set.of("ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize");
  private static final int MOST = 1000;

  private final Buckets buckets;

  public AttributesQuery(Buckets buckets) {
    this.buckets = buckets;
  }

  public Reply get(S3Call call) {
    Set<String> wanted =
        call.headers().getAll(HEADER).stream()
            .flatMap(value -> Arrays.stream(value.split(",", -1)))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toSet());
    if (wanted.isEmpty()) {
      throw S3Errors.invalidRequest(
          "The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty");
    }
    if (!KNOWN.containsAll(wanted)) {
      throw S3Errors.invalidArgument(
          "Invalid attribute name specified.", HEADER, String.join(",", wanted));
    }
    Bucket bucket = buckets.get(call.bucket());
    Version version = Lookup.object(bucket, call);
    Version.Data data = version.object();
    CustomerKey.checkRead(call, data.attributes());
    Conditions.checkRead(call, data.etag(), version.modified());
    XmlDocument xml = XmlDocument.of("GetObjectAttributesResponse");
    if (wanted.contains("ETag")) {
      xml.element("ETag", data.etag());
    }
    Checksum checksum = data.checksum();
    if (wanted.contains("Checksum") && checksum != null) {
      xml.open("Checksum");
      Copies.checksum(xml, withoutCount(checksum));
      xml.close();
    }
    if (wanted.contains("ObjectParts") && !data.parts().isEmpty()) {
      parts(xml, call, data.parts());
    }
    if (wanted.contains("StorageClass")) {
      xml.element("StorageClass", data.attributes().storageClass());
    }
    if (wanted.contains("ObjectSize")) {
      xml.element("ObjectSize", data.content().length());
    }
    return Reply.xml(xml)
        .header("Last-Modified", Times.http(version.modified()))
        .header("x-amz-version-id", Lookup.shownId(bucket, version));
  }

  /** Returns a checksum without the number of parts, which is an element of its own here. */
  private static Checksum withoutCount(Checksum checksum) {
    return new Checksum(
        checksum.algorithm(), checksum.type(), checksum.value().replaceFirst("-\\d+$", ""));
  }

  private static void parts(XmlDocument xml, S3Call call, List<PartInfo> parts) {
    int marker = number(call, "x-amz-part-number-marker", 0);
    int most = Math.min(MOST, number(call, "x-amz-max-parts", MOST));
    xml.open("ObjectParts").element("PartsCount", parts.size());
    if (parts.get(0).checksum() != null) {
      List<PartInfo> shown =
          parts.stream().filter(part -> part.number() > marker).limit(most).toList();
      int next = shown.isEmpty() ? 0 : shown.get(shown.size() - 1).number();
      int last = parts.get(parts.size() - 1).number();
      xml.element("PartNumberMarker", marker)
          .element("NextPartNumberMarker", next)
          .element("MaxParts", most)
          .element("IsTruncated", most > 0 && Math.max(marker, next) < last);
      for (PartInfo part : shown) {
        Checksum checksum = part.checksum();
        xml.open("Part");
        if (checksum != null) {
          xml.element(checksum.algorithm().element(), checksum.value());
        }
        xml.element("PartNumber", part.number()).element("Size", part.size()).close();
      }
    }
    xml.close();
  }

  private static int number(S3Call call, String header, int otherwise) {
    String text = call.header(header);
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("\\d{1,9}")) {
      throw S3Errors.invalidArgument("Provided " + header + " not an integer", header, text);
    }
    return Integer.parseInt(text);
  }
}
