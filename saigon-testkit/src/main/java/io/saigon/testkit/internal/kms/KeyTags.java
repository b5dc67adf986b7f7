package io.saigon.testkit.internal.kms;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Paging;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tags of keys. */
final class KeyTags {
  private static final int MOST = 50;

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

  /** Returns the tags of a key with those of a request, which are checked. */
  static Map<String, String> with(Map<String, String> known, Params params) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (Params tag : params.objects("Tags")) {
      String key = tag.text("TagKey");
      if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
        throw refused("Tags beginning with aws: are reserved");
      }
      if (tags.put(key, tag.text("TagValue")) != null) {
        throw refused("Duplicate tag keys");
      }
    }
    Map<String, String> all = new LinkedHashMap<>(known);
    all.putAll(tags);
    if (all.size() > MOST) {
      throw refused("Too many tags");
    }
    return all;
  }

  private static AwsError refused(String message) {
    return new AwsError("TagException", message);
  }

  private JsonObject tag(Params params) {
    Key key = key(params).own().live();
    key.tags().putAll(with(key.tags(), params));
    return new JsonObject();
  }

  private JsonObject untag(Params params) {
    Key key = key(params).own().live();
    params.texts("TagKeys").forEach(key.tags()::remove);
    return new JsonObject();
  }

  private JsonObject list(Params params) {
    List<Map.Entry<String, String>> tags = List.copyOf(key(params).tags().entrySet());
    Paging<Map.Entry<String, String>> page =
        KeyManagement.page(tags, params, MOST, Map.Entry::getKey);
    JsonArray list = new JsonArray();
    page.items()
        .forEach(
            tag ->
                list.add(
                    new JsonObject().put("TagKey", tag.getKey()).put("TagValue", tag.getValue())));
    return KeyManagement.answer(page, new JsonObject().put("Tags", list));
  }

  private Key key(Params params) {
    return keys.getById(params.text("KeyId"));
  }
}
