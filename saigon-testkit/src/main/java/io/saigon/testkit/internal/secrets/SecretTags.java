package io.saigon.testkit.internal.secrets;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tags of secrets. */
final class SecretTags {
  private static final int MOST = 50;

  private final Secrets secrets;

  SecretTags(Secrets secrets) {
    this.secrets = secrets;
  }

  void register(Operations operations) {
    operations.signed("TagResource", this::tag).signed("UntagResource", this::untag);
  }

  /** Returns the tags of a secret with those of a request, which are checked. */
  static Map<String, String> with(Map<String, String> known, Params params) {
    Map<String, String> added = new LinkedHashMap<>();
    for (Params tag : params.objects("Tags")) {
      String key = tag.text("Key", "");
      if (key.startsWith("aws:")) {
        throw refused("Tag keys can't begin with the reserved prefix aws:");
      }
      if (added.put(key, tag.text("Value", "")) != null) {
        throw refused("Duplicate tag key: " + key);
      }
    }
    Map<String, String> all = new LinkedHashMap<>(known);
    all.putAll(added);
    if (all.size() > MOST) {
      throw refused("A secret can have " + MOST + " tags at most.");
    }
    return all;
  }

  private JsonObject tag(Params params) {
    params.need("SecretId", "Tags");
    Secret secret = secrets.find(params.text("SecretId")).live();
    secret.tag(with(secret.tags(), params));
    return new JsonObject();
  }

  private JsonObject untag(Params params) {
    params.need("SecretId", "TagKeys");
    Secret secret = secrets.find(params.text("SecretId")).live();
    params.texts("TagKeys").forEach(secret.tags()::remove);
    return new JsonObject();
  }

  private static AwsError refused(String message) {
    return new AwsError("InvalidParameterException", message);
  }
}
