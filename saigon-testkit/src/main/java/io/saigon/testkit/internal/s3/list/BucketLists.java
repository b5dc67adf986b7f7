package io.saigon.testkit.internal.s3.list;

import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.request.Reply;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.s3.request.Times;
import io.saigon.testkit.internal.s3.store.Bucket;
import io.saigon.testkit.internal.s3.store.Buckets;
import io.saigon.testkit.internal.s3.xml.XmlDocument;
import java.util.List;

/** ListBuckets. */
public final class BucketLists {
  private static final int MOST = 10_000;
  private static final List<String> OF_PAGES =
      List.of("max-buckets", "prefix", "bucket-region", "continuation-token");

  private final Buckets buckets;
  private final Tokens tokens = new Tokens();

  public BucketLists(Buckets buckets) {
    this.buckets = buckets;
  }

  public Reply list(S3Call call) {
    String prefix = call.query().get("prefix", "");
    String region = call.query().get("bucket-region");
    boolean paged = OF_PAGES.stream().anyMatch(parameter -> call.query().has(parameter));
    int most = call.query().number("max-buckets", MOST);
    if (most < 1 || most > MOST) {
      throw S3Errors.invalidArgument(
          "Argument max-buckets must be an integer between 1 and 10000",
          "max-buckets",
          String.valueOf(most));
    }
    String token = call.query().get("continuation-token", "");
    String after = token.isEmpty() ? "" : tokens.read("", token);
    List<Bucket> rest =
        buckets.all().stream()
            .filter(bucket -> bucket.name().startsWith(prefix))
            .filter(bucket -> region == null || region.equals(buckets.region()))
            .filter(bucket -> bucket.name().compareTo(after) > 0)
            .toList();
    List<Bucket> shown = rest.subList(0, Math.min(most, rest.size()));
    XmlDocument xml = XmlDocument.of("ListAllMyBucketsResult");
    ObjectLists.owner(xml);
    xml.open("Buckets");
    for (Bucket bucket : shown) {
      xml.open("Bucket")
          .element("Name", bucket.name())
          .element("CreationDate", Times.xml(bucket.created()));
      if (paged) {
        xml.element("BucketRegion", buckets.region());
      }
      xml.element("BucketArn", "arn:aws:s3:::" + bucket.name()).close();
    }
    xml.close();
    if (shown.size() < rest.size()) {
      xml.element("ContinuationToken", tokens.of("", shown.get(shown.size() - 1).name()));
    }
    if (!prefix.isEmpty()) {
      xml.element("Prefix", prefix);
    }
    return Reply.xml(xml);
  }
}
