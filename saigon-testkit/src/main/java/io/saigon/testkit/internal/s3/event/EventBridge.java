package io.saigon.testkit.internal.s3.event;

import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.s3.store.Bucket;
import io.saigon.testkit.internal.s3.store.Version;
import io.saigon.testkit.internal.wire.Ids;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Events as Amazon EventBridge has them. */
final class EventBridge {
  private static final Map<String, String> TYPES =
      Map.of(
          "ObjectCreated", "Object Created",
          "ObjectRemoved", "Object Deleted",
          "ObjectTagging", "Object Tags",
          "ObjectAcl", "Object ACL Updated");
  private static final Map<String, String> REASONS =
      Map.of(
          "ObjectCreated:Put", "PutObject",
          "ObjectCreated:Post", "POST Object",
          "ObjectCreated:Copy", "CopyObject",
          "ObjectCreated:CompleteMultipartUpload", "CompleteMultipartUpload",
          "ObjectRemoved:Delete", "DeleteObject",
          "ObjectRemoved:DeleteMarkerCreated", "DeleteObject");

  private EventBridge() {}

  static String arn(String region) {
    return "arn:aws:events:" + region + ":" + Ids.ACCOUNT + ":event-bus/default";
  }

  static Optional<JsonObject> event(
      String region, Bucket bucket, S3Call call, String name, Version version, String sequencer) {
    int colon = name.indexOf(':');
    String type = TYPES.get(name.substring(0, colon));
    if (type == null) {
      return Optional.empty();
    }
    String kind = type.equals("Object Tags") ? tags(name) : type;
    JsonObject object = new JsonObject().put("key", version.key());
    if (!version.isMarker() && !name.startsWith("ObjectRemoved")) {
      object.put("size", version.object().content().length()).put("etag", version.object().etag());
    }
    if (!version.id().equals(Version.NULL)) {
      object.put("version-id", version.id());
    }
    JsonObject detail =
        new JsonObject()
            .put("version", "0")
            .put("bucket", new JsonObject().put("name", bucket.name()))
            .put("object", object.put("sequencer", sequencer))
            .put("request-id", Ids.accessKey(""))
            .put("requester", Ids.ACCOUNT)
            .put("source-ip-address", "127.0.0.1");
    String reason = REASONS.get(name);
    if (reason != null) {
      detail.put("reason", reason);
    }
    if (name.startsWith("ObjectRemoved")) {
      detail.put(
          "deletion-type", version.isMarker() ? "Delete Marker Created" : "Permanently Deleted");
    }
    return Optional.of(
        new JsonObject()
            .put("version", "0")
            .put("id", UUID.randomUUID().toString())
            .put("detail-type", kind)
            .put("source", "aws.s3")
            .put("account", Ids.ACCOUNT)
            .put("time", call.now().truncatedTo(ChronoUnit.SECONDS).toString())
            .put("region", region)
            .put("resources", JsonArray.of("arn:aws:s3:::" + bucket.name()))
            .put("detail", detail));
  }

  private static String tags(String name) {
    return name.endsWith("Put") ? "Object Tags Added" : "Object Tags Deleted";
  }
}
