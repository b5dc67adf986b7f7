package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** The tags of pools. */
final class PoolTags {
  private static final int MOST = 50;

  private final UserPools pools;

  PoolTags(UserPools pools) {
    this.pools = pools;
  }

  void register(Operations operations) {
    operations
        .signed("TagResource", this::tag)
        .signed("UntagResource", this::untag)
        .signed(
            "ListTagsForResource",
            params -> new JsonObject().put("Tags", toJson(tagged(params).tags())));
  }

  private JsonObject tag(Params params) {
    params.need("ResourceArn", "Tags");
    add(tagged(params), params.map("Tags"));
    return new JsonObject();
  }

  private JsonObject untag(Params params) {
    params.need("ResourceArn", "TagKeys");
    tagged(params).tags().keySet().removeAll(params.texts("TagKeys"));
    return new JsonObject();
  }

  static void add(UserPool pool, Map<String, String> tags) {
    long all =
        pool.tags().size()
            + tags.keySet().stream().filter(k -> !pool.tags().containsKey(k)).count();
    if (all > MOST || tags.keySet().stream().anyMatch(key -> key.startsWith("aws:"))) {
      throw new AwsError(
          "InvalidParameterException",
          "A user pool has at most 50 tags, and none that begins with aws:.");
    }
    pool.tags().putAll(tags);
  }

  private UserPool tagged(Params params) {
    String arn = params.text("ResourceArn");
    return pools.all().stream()
        .filter(pool -> pools.arn(pool).equals(arn))
        .findFirst()
        .orElseThrow(
            () ->
                new AwsError(
                    "ResourceNotFoundException", "Resource with ARN " + arn + " does not exist."));
  }

  static JsonObject toJson(Map<String, String> tags) {
    JsonObject json = new JsonObject();
    tags.forEach(json::put);
    return json;
  }
}
