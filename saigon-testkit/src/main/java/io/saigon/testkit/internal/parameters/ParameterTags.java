package io.saigon.testkit.internal.parameters;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The tags of parameters. */
final class ParameterTags {
  private static final int MOST = 50;

  private final Parameters parameters;

  ParameterTags(Parameters parameters) {
    this.parameters = parameters;
  }

  void register(Operations operations) {
    operations
        .signed("AddTagsToResource", this::add)
        .signed("RemoveTagsFromResource", this::remove)
        .signed("ListTagsForResource", this::list);
  }

  private JsonObject add(Params params) {
    params.need("ResourceType", "ResourceId", "Tags");
    add(tagged(params), read(params));
    return new JsonObject();
  }

  private JsonObject remove(Params params) {
    params.need("ResourceType", "ResourceId", "TagKeys");
    tagged(params).tags().keySet().removeAll(params.texts("TagKeys"));
    return new JsonObject();
  }

  private JsonObject list(Params params) {
    params.need("ResourceType", "ResourceId");
    JsonArray tags = new JsonArray();
    tagged(params)
        .tags()
        .forEach((key, value) -> tags.add(new JsonObject().put("Key", key).put("Value", value)));
    return new JsonObject().put("TagList", tags);
  }

  static Map<String, String> read(Params params) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (Params tag : params.objects("Tags")) {
      String key = tag.text("Key");
      if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
        throw new AwsError(
            "ValidationException", "Tag keys can't begin with the reserved prefix aws:");
      }
      if (tags.put(key, tag.text("Value", "")) != null) {
        throw new AwsError("ValidationException", "Duplicate tag key: " + key);
      }
    }
    return tags;
  }

  static void add(Parameter parameter, Map<String, String> tags) {
    Map<String, String> all = new LinkedHashMap<>(parameter.tags());
    all.putAll(tags);
    if (all.size() > MOST) {
      throw new AwsError("TooManyTagsError", "A parameter can have at most 50 tags.");
    }
    parameter.tags().putAll(tags);
  }

  private Parameter tagged(Params params) {
    if (!params.text("ResourceType").equals("Parameter")) {
      throw new AwsError("InvalidResourceType", "The local AWS has tags of parameters alone.");
    }
    Parameter parameter = parameters.find(params.text("ResourceId"));
    if (parameter == null) {
      throw new AwsError("InvalidResourceId", "The resource ID isn't valid.");
    }
    return parameter;
  }
}
