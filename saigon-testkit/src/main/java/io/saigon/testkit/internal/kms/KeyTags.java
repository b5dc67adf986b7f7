package io.saigon.testkit.internal.kms;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tags of keys. */
final class KeyTags {
  private final Keys keys;

  KeyTags(Keys keys) {
    this.keys = keys;
  }

  void register(Operations operations) {
    operations
        .signed("TagResource", this::tag)
        .signed("UntagResource", this::untag)
        .signed("ListResourceTags", this::list);
  }

  /** Returns the tags of a request, checked. */
  static Map<String, String> of(Params params) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (Params tag : params.objects("Tags")) {
      String key = tag.text("TagKey");
      if (key.startsWith("aws:")) {
        throw new AwsError("TagException", "Tag keys can't begin with the reserved prefix aws:");
      }
      if (tags.put(key, tag.text("TagValue")) != null) {
        throw new AwsError("TagException", "Duplicate tag keys");
      }
    }
    return tags;
  }

  private JsonObject tag(Params params) {
    keys.get(params.text("KeyId")).own().live().tags().putAll(of(params));
    return new JsonObject();
  }

  private JsonObject untag(Params params) {
    Key key = keys.get(params.text("KeyId")).own().live();
    params.texts("TagKeys").forEach(key.tags()::remove);
    return new JsonObject();
  }

  private JsonObject list(Params params) {
    JsonArray list = new JsonArray();
    keys.get(params.text("KeyId"))
        .tags()
        .forEach(
            (key, value) -> list.add(new JsonObject().put("TagKey", key).put("TagValue", value)));
    return new JsonObject().put("Tags", list).put("Truncated", false);
  }
}
