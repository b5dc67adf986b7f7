package io.saigon.testkit.internal.sts;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Params;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tags of a session, whose keys are equal whatever their case.
 *
 * @param all values by key
 * @param transitive those that the sessions get that its keys open
 */
record SessionTags(Map<String, String> all, Map<String, String> transitive) {
  private static final String RESERVED = "aws:";

  /**
   * Reads the tags of a request.
   *
   * @param inherited transitive tags of the session whose keys signed it
   */
  static SessionTags of(Params params, Map<String, String> inherited) {
    Map<String, String> requested = requested(params);
    Set<String> keys = lower(requested.keySet());
    Set<String> handedOn = lower(params.texts("TransitiveTagKeys"));
    if (!keys.containsAll(handedOn)) {
      throw refused("The specified transitive tag key must be included in the requested tags.");
    }
    Map<String, String> transitive = new LinkedHashMap<>(inherited);
    if (lower(inherited.keySet()).stream().anyMatch(keys::contains)) {
      throw refused(
          "One of the specified transitive tag keys can't be set because it conflicts with a"
              + " transitive tag key from the calling session.");
    }
    Map<String, String> all = new LinkedHashMap<>(inherited);
    all.putAll(requested);
    requested.forEach(
        (key, value) -> {
          if (handedOn.contains(key.toLowerCase(Locale.ROOT))) {
            transitive.put(key, value);
          }
        });
    return new SessionTags(Map.copyOf(all), Map.copyOf(transitive));
  }

  private static Map<String, String> requested(Params params) {
    Map<String, String> tags = new LinkedHashMap<>();
    Set<String> seen = new TreeSet<>();
    for (Params tag : params.objects("Tags")) {
      String key = tag.text("Key");
      tags.put(key, tag.text("Value"));
      String lower = key.toLowerCase(Locale.ROOT);
      if (lower.startsWith(RESERVED)) {
        throw refused("Tag keys can't begin with the reserved prefix " + RESERVED);
      }
      if (!seen.add(lower)) {
        throw refused("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
      }
    }
    return tags;
  }

  private static Set<String> lower(Iterable<String> keys) {
    Set<String> lower = new TreeSet<>();
    keys.forEach(key -> lower.add(key.toLowerCase(Locale.ROOT)));
    return lower;
  }

  private static AwsError refused(String message) {
    return new AwsError("InvalidParameterValue", message);
  }
}
